package io.engram.benchmarks;

import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hours in one process: does it grow with its age?
 *
 * <pre>{@code
 * java … io.engram.benchmarks.Soak --minutes 120 --out target/soak --tasks poc-memory,pictures
 * }</pre>
 *
 * <p>Cycle after cycle, a run of one task after the other is trained, saved, closed, resumed,
 * tested, filmed and played with, and between the cycles one long run goes on training. After each
 * cycle a row is added to {@code soak.csv}; at the end there is {@code soak.png}, and a {@linkplain
 * SoakVerdict verdict} whose failure is exit status 1. Ctrl-C ends the soak after the cycle that it
 * is in, with chart and verdict of what there is.
 */
public final class Soak {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERROR = System.err;
    private static final Task LONG_RUN = Task.CARTPOLE_V0_MASKED;
    private static final int UPDATES_BETWEEN_CYCLES = 20;
    private static final long LAST_CYCLE_SECONDS = 120;

    private final SoakOptions options;
    private final Path folder;
    private final List<SoakSample> samples = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long start = System.nanoTime();
    private volatile boolean told;

    private Soak(SoakOptions options) throws IOException {
        this.options = options;
        folder = Files.createTempDirectory("soak");
    }

    /**
     * Soaks, then judges.
     *
     * @param arguments see above
     * @throws IOException if what comes out cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        SoakOptions options;
        try {
            options = SoakOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            ERROR.println(e.getMessage());
            System.exit(2);
            return;
        }
        // A line every two seconds would be thousands.
        ProgressViews.use(() -> Optional.of(ProgressView.nowhere()));
        var soak = new Soak(options);
        Runtime.getRuntime().addShutdownHook(new Thread(soak::end, "soak end"));
        boolean fine;
        try {
            soak.run();
            fine = soak.judge();
        } finally {
            TemporaryFolder.remove(soak.folder);
            soak.ended.countDown();
        }
        if (!fine) {
            System.exit(1);
        }
    }

    /** Nothing is interrupted: what is at work is to end as it does in any other hour. */
    private void end() {
        told = true;
        try {
            ended.await(LAST_CYCLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void run() throws IOException {
        var environments = LONG_RUN.environments();
        try (var file = new SoakFile(options.out().resolve("soak.csv"));
                var longRun =
                        TrainingRun.builder("long", LONG_RUN.agent(environments), environments)
                                .checkpoints(folder.resolve("checkpoints"))
                                .logs(folder.resolve("logs"))
                                .build()) {
            for (int cycle = 1; !told && seconds() < options.minutes() * 60.0; cycle++) {
                SoakTask task = options.tasks().get((cycle - 1) % options.tasks().size());
                Path its = Files.createDirectory(folder.resolve("cycle"));
                new SoakCycle(task, its, cycle).run();
                TemporaryFolder.remove(its);
                double speed = goOn(longRun);
                var values = SoakProcess.measure();
                values.put(SoakMeasure.SPEED, speed);
                values.put(SoakMeasure.FOLDER, SoakProcess.megabytes(folder));
                var sample =
                        new SoakSample(seconds(), cycle, task.label(), updates(longRun), values);
                samples.add(sample);
                file.add(sample);
                OUT.println(String.join("  ", sample.cells()));
            }
        }
    }

    private static int updates(TrainingRun run) {
        return Math.toIntExact(run.state().update());
    }

    /** Environment steps per second, of everything that {@code train} does. */
    private static double goOn(TrainingRun run) {
        long before = run.state().environmentSteps();
        long from = System.nanoTime();
        run.train(updates(run) + UPDATES_BETWEEN_CYCLES);
        return (run.state().environmentSteps() - before) / ((System.nanoTime() - from) / 1e9);
    }

    private boolean judge() throws IOException {
        if (samples.isEmpty()) {
            OUT.println("it ended before the first cycle did.");
            return true;
        }
        SoakChart.write(samples, options.out().resolve("soak.png"));
        var verdict = SoakVerdict.of(samples);
        OUT.printf(
                Locale.ROOT,
                "%d cycles in %.0f minutes, and a long run of %,d updates%n",
                samples.size(),
                seconds() / 60,
                samples.get(samples.size() - 1).updates());
        verdict.report().forEach(OUT::println);
        return verdict.failures().isEmpty();
    }
}
