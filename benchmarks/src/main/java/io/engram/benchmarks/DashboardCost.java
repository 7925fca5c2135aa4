package io.engram.benchmarks;

import io.engram.notebook.Display;
import io.engram.notebook.LiveCell;
import io.engram.notebook.Notebook;
import io.engram.show.Showable;
import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the view in a cell costs a training: pairs of runs with it and without it, in turns.
 * Arguments: pairs (8), updates of a run (60). The first pair warms Java up and does not count.
 */
public final class DashboardCost {
    private static final PrintStream OUT = System.out;

    private DashboardCost() {}

    /**
     * Measures.
     *
     * @param arguments pairs and updates
     * @throws IOException if no folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8;
        int updates = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        Path folder = TemporaryFolder.make("dashboard");
        var ratios = new double[pairs];
        for (int pair = 0; pair <= pairs; pair++) {
            boolean shownFirst = pair % 2 == 0;
            double first = seconds(shownFirst, updates, folder.resolve(pair + "-first"));
            double second = seconds(!shownFirst, updates, folder.resolve(pair + "-second"));
            double shown = shownFirst ? first : second;
            double unseen = shownFirst ? second : first;
            OUT.printf(
                    Locale.ROOT,
                    "%s  shown %.2f s  unseen %.2f s  ratio %.3f%n",
                    pair == 0 ? "warm-up" : "pair " + pair,
                    shown,
                    unseen,
                    shown / unseen);
            if (pair > 0) {
                ratios[pair - 1] = shown / unseen;
            }
        }
        Arrays.sort(ratios);
        double middle = (ratios[(pairs - 1) / 2] + ratios[pairs / 2]) / 2;
        OUT.printf(
                Locale.ROOT,
                "median ratio %.3f, from %.3f to %.3f%n",
                middle,
                ratios[0],
                ratios[pairs - 1]);
        System.exit(0);
    }

    private static double seconds(boolean shown, int updates, Path folder) {
        if (shown) {
            Notebook.use(new Rendered());
        } else {
            ProgressViews.use(() -> Optional.of(ProgressView.nowhere()));
        }
        var environments = Task.CARTPOLE_V1_MASKED.environments();
        var agent = Task.CARTPOLE_V1_MASKED.agent(environments);
        try (var run =
                TrainingRun.builder("cost", agent, environments)
                        .checkpoints(folder)
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(updates);
            return run.state().trainingSeconds();
        }
    }

    /** Does what a kernel does: makes HTML and PNG of what is shown. */
    private static final class Rendered implements Display {
        @Override
        public void show(Object value) {
            // Nothing is shown but a run.
        }

        @Override
        public LiveCell live() {
            return new LiveCell() {
                @Override
                public void update(Object value) {
                    if (((Showable) value).toHtml().isEmpty()) {
                        throw new IllegalStateException("nothing was drawn");
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}
