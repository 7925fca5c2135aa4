package io.engram.notebook;

import io.engram.show.Picture;
import io.engram.show.Showable;
import io.engram.training.Progress;
import io.engram.training.ProgressView;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The progress of a run in two live cells: words and numbers, and below them the curves.
 *
 * <p>The words are redrawn at every update of the view. The curves are redrawn when there is
 * something new on them, and after a pause that is sixty times as long as drawing them took. While
 * they change they are HTML, which browsers replace without a blank moment; at the end they are a
 * picture, which is seen wherever a saved notebook is shown.
 */
final class LiveProgress implements ProgressView {
    private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int PAUSES_PER_DRAWING = 60;

    /** Until Java has compiled what draws; what those drawings take says little of later ones. */
    private static final int FIRST_DRAWINGS = 3;

    private static final long LONGEST_FIRST_PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final LiveCell words;
    private final LiveCell curves;
    private final LongSupplier clock;
    private Progress drawn;
    private Picture picture;
    private boolean isFinal;
    private long nextDrawing;
    private int drawings;

    /**
     * A view in two cells.
     *
     * @param curves where curves are drawn, or null to draw none
     * @param clock tells nanoseconds
     */
    LiveProgress(LiveCell words, LiveCell curves, LongSupplier clock) {
        this.words = words;
        this.curves = curves;
        this.clock = clock;
    }

    static LiveProgress in(Display display) {
        return new LiveProgress(
                display.live(), display.showsPictures() ? display.live() : null, System::nanoTime);
    }

    @Override
    public boolean showsPictures() {
        return curves != null;
    }

    @Override
    public void update(Progress progress) {
        words.update(new ProgressPanel(progress));
        if (curves == null) {
            return;
        }
        boolean ends = !progress.note().isEmpty();
        long now = clock.getAsLong();
        if (drawn == null || ends || isNew(progress) && now - nextDrawing >= 0) {
            if (drawn == null || isNew(progress)) {
                picture = CurvesPicture.of(progress);
                drawn = progress;
            }
            curves.update(ends ? picture : new Live(picture));
            isFinal = ends;
            long took = clock.getAsLong() - now;
            long pause = Math.max(LEAST_PAUSE, PAUSES_PER_DRAWING * took);
            boolean first = ++drawings <= FIRST_DRAWINGS;
            nextDrawing = now + took + (first ? Math.min(pause, LONGEST_FIRST_PAUSE) : pause);
        }
    }

    private boolean isNew(Progress progress) {
        return drawn.update() != progress.update()
                || !Objects.equals(
                        drawn.thumbnail().orElse(null), progress.thumbnail().orElse(null));
    }

    @Override
    public void close() {
        words.close();
        if (curves != null) {
            if (picture != null && !isFinal) {
                curves.update(picture);
            }
            curves.close();
        }
    }

    /** A picture that will be replaced soon. */
    record Live(Picture picture) implements Showable {
        @Override
        public String toHtml() {
            return picture.toHtml();
        }

        @Override
        public String toText() {
            return picture.toText();
        }
    }
}
