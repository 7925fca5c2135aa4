package io.engram.notebook;

import io.engram.show.Showable;
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

    /**
     * The documentation of a class, and the names of its methods.
     *
     * <pre>{@code
     * Notebook.doc(RecurrentPPO.class)
     * }</pre>
     *
     * @param type a public class of Engram
     * @return a page that a cell shows
     * @throws IllegalArgumentException if there is no documentation of that class
     * @throws IllegalStateException if Java here is a JRE, which cannot read sources
     */
    public static Showable doc(Class<?> type) {
        return Docs.of(type);
    }

    /**
     * The documentation of a method, of all its forms.
     *
     * <pre>{@code
     * Notebook.doc(RecurrentPPO.Builder.class, "seqLen")
     * }</pre>
     *
     * @param type a public class of Engram
     * @param member the name of a method, constructor or constant, also of an inherited one
     * @return a page that a cell shows
     * @throws IllegalArgumentException if the class has no documentation or no such member; the
     *     message has the nearest names
     * @throws IllegalStateException if Java here is a JRE, which cannot read sources
     */
    public static Showable doc(Class<?> type, String member) {
        return Docs.of(type, member);
    }

    /**
     * The whole trace of the last error of a cell. The cell itself shows the frames that its user
     * wrote; this is for the Java kernel that {@code ./lab} starts, others show everything.
     *
     * @return the trace, or that there is none
     */
    public static Showable trace() {
        return Traces.last();
    }
}
