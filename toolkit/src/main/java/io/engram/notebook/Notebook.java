package io.engram.notebook;

import io.engram.training.ProgressViews;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows things from the middle of a cell; the last expression of a cell needs none of this.
 *
 * <pre>{@code
 * Notebook.show(table);
 * try (var cell = Notebook.live()) {
 *     for (int i = 0; i < 20; i++) {
 *         cell.update(chartOf(i));
 *     }
 * }
 * }</pre>
 *
 * <p>In a kernel that the toolkit knows, things appear in the cell; elsewhere as lines of text on
 * the standard output.
 */
public final class Notebook {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private static volatile Display display = lines(System.out::println);

    private Notebook() {}

    /**
     * Where things are shown now.
     *
     * @return the display
     */
    public static Display display() {
        return display;
    }

    /**
     * Shows everything somewhere else from now on, the progress of training runs included.
     *
     * @param newDisplay where
     */
    public static void use(Display newDisplay) {
        display = Objects.requireNonNull(newDisplay, "newDisplay");
        ProgressViews.use(() -> Optional.of(LiveProgress.in(newDisplay)));
    }

    /**
     * A display for a terminal or a log. A live cell writes a line at its first update, then one in
     * five seconds, and its last.
     *
     * @param sink takes one piece of text at a time, without the final line break
     * @return the display
     */
    public static Display lines(Consumer<String> sink) {
        return new LineDisplay(sink, BETWEEN_LINES, System::nanoTime);
    }

    /**
     * Shows a value.
     *
     * @param value what to show, not null
     */
    public static void show(Object value) {
        display.show(value);
    }

    /**
     * Opens a place that is redrawn.
     *
     * @return the place
     */
    public static LiveCell live() {
        return display.live();
    }
}
