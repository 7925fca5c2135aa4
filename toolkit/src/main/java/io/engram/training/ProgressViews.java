package io.engram.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** Where progress is shown: a notebook's cell if one announced itself, otherwise the terminal. */
public final class ProgressViews {
    private static volatile ProgressViewProvider provider = Optional::empty;

    private ProgressViews() {}

    /**
     * Announces what opens views from now on.
     *
     * @param newProvider opens a view for each call of {@code train}
     */
    public static void use(ProgressViewProvider newProvider) {
        provider = newProvider;
    }

    /** Goes back to plain lines in the terminal. */
    public static void reset() {
        provider = Optional::empty;
    }

    /**
     * Opens a view for a call of {@code train}.
     *
     * @return a view where one was announced, otherwise plain lines
     */
    public static ProgressView open() {
        return provider.open().orElseGet(() -> new Lines(System.out));
    }

    /** A line every two seconds, and one at the end. */
    private static final class Lines implements ProgressView {
        private static final long INTERVAL = 2_000_000_000L;

        private final PrintStream out;
        private long lastLine = System.nanoTime();
        private Progress last;
        private int printed = -1;

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void update(Progress progress) {
            last = progress;
            if (System.nanoTime() - lastLine >= INTERVAL) {
                print();
            }
        }

        private void print() {
            if (last != null && (last.update() != printed || !last.note().isEmpty())) {
                printed = last.update();
                lastLine = System.nanoTime();
                out.println(line(last));
            }
        }

        private static String line(Progress progress) {
            double mean = progress.latest().getOrDefault("episode_return_mean", Double.NaN);
            String line =
                    String.format(
                            Locale.ROOT,
                            "%s  update %d/%d  %,d steps  return %s  %,.0f steps/s",
                            progress.runName(),
                            progress.update(),
                            progress.totalUpdates(),
                            progress.environmentSteps(),
                            Double.isNaN(mean) ? "–" : String.format(Locale.ROOT, "%.2f", mean),
                            progress.stepsPerSecond());
            return progress.note().isEmpty() ? line : line + "  " + progress.note();
        }

        @Override
        public void close() {
            print();
        }
    }
}
