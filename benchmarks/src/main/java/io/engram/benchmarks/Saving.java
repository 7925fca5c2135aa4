package io.engram.benchmarks;

import io.engram.checkpoint.CheckpointStore;
import io.engram.engine.Devices;
import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long a save and a load of masked CartPole-v0 take, with 59,651 parameters and 16
 * environments, and how long the updates between two saves. Training waits for a save only if the
 * one before is not done yet.
 */
public final class Saving {
    private static final PrintStream OUT = System.out;
    private static final int WARM_UP = 20;
    private static final int REPETITIONS = 51;
    private static final int UPDATES = 100;

    /** What {@link TrainingRunBuilder#checkpointEvery} is unless set. */
    private static final int EVERY = 10;

    private Saving() {}

    /**
     * Measures and prints.
     *
     * @param arguments nothing
     * @throws IOException if no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        Task task = Task.CARTPOLE_V0_MASKED;
        Path folder = TemporaryFolder.make("saving");
        try (var environments = task.environments();
                var run =
                        TrainingRun.builder("saving", task.agent(environments), environments)
                                .checkpointEvery(UPDATES)
                                .checkpoints(folder.resolve("checkpoints"))
                                .logs(folder.resolve("logs"))
                                .build()) {
            run.train(WARM_UP);
            long start = System.nanoTime();
            run.train(WARM_UP + UPDATES);
            double update = (System.nanoTime() - start) / 1e6 / UPDATES;
            double save = median("save", run::save);
            median("load", () -> CheckpointStore.load(run.checkpoints()));
            OUT.println(
                    String.format(
                            Locale.ROOT,
                            "%d updates take %.0f ms, as long as %.0f saves, which go on beside them",
                            EVERY,
                            EVERY * update,
                            EVERY * update / save));
        }
        OUT.println(Devices.describe());
    }

    private static double median(String name, Runnable work) {
        var milliseconds = new double[REPETITIONS];
        for (int i = -WARM_UP; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                milliseconds[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%s: median %.1f ms (%.1f to %.1f)",
                        name,
                        milliseconds[REPETITIONS / 2],
                        milliseconds[0],
                        milliseconds[REPETITIONS - 1]));
        return milliseconds[REPETITIONS / 2];
    }
}
