package io.engram.benchmarks;

import io.engram.engine.Devices;
import io.engram.settings.ConfigFile;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepRun;
import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much sooner a sweep is done that trains as many runs at once as there are cores than one that
 * trains them one after the other: four settings times five seeds of CartPole-v1 without
 * velocities, in turns in one process. One after the other, a run has all threads to itself.
 *
 * <pre>{@code
 * java … io.engram.benchmarks.SweepSpeed --updates 48 --turns 3
 * }</pre>
 */
public final class SweepSpeed {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERROR = System.err;
    private static final Path CONFIG = Path.of("configs", "cartpole-masked.yaml");
    private static final int WARM_UP = 16;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final ConfigFile config = ConfigFile.read(CONFIG);
    private final Path folder;
    private final int updates;
    private int sweeps;

    private SweepSpeed(Path folder, int updates) {
        this.folder = folder;
        this.updates = updates;
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code --updates N}, how many each run makes, 48 unless said; {@code --turns
     *     N}, how often both are measured, 3 unless said
     * @throws IOException if no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        int updates = 48;
        int turns = 3;
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            if (!List.of("--updates", "--turns").contains(arguments[i])
                    || !value.matches("[1-9]\\d{0,5}")) {
                ERROR.println("give --updates N and --turns N, numbers of at least 1, or neither");
                System.exit(2);
                return;
            }
            if (arguments[i].equals("--updates")) {
                updates = Integer.parseInt(value);
            } else {
                turns = Integer.parseInt(value);
            }
        }
        ProgressViews.use(() -> Optional.of(ProgressView.nowhere()));
        new SweepSpeed(TemporaryFolder.make("sweep-speed"), updates).compare(turns);
    }

    private void compare(int turns) {
        // Java compiles itself.
        new SweepSpeed(folder.resolve("warm-up"), WARM_UP).train(CORES);
        var ratios = new double[turns];
        for (int turn = 0; turn < turns; turn++) {
            // Each goes first as often, should the machine change.
            boolean isFirst = turn % 2 == 0;
            Timed first = train(isFirst ? 1 : CORES);
            Timed second = train(isFirst ? CORES : 1);
            Timed inTurn = isFirst ? first : second;
            Timed atOnce = isFirst ? second : first;
            if (!inTurn.scores().equals(atOnce.scores())) {
                throw new IllegalStateException(
                        "runs side by side had the scores %s, but one after the other %s"
                                .formatted(atOnce.scores(), inTurn.scores()));
            }
            ratios[turn] = inTurn.seconds() / atOnce.seconds();
            OUT.printf(
                    Locale.ROOT,
                    "turn %d: one after the other %.1f s, %d at once %.1f s: %.2f times as fast%n",
                    turn + 1,
                    inTurn.seconds(),
                    CORES,
                    atOnce.seconds(),
                    ratios[turn]);
        }
        Arrays.sort(ratios);
        OUT.printf(
                Locale.ROOT,
                "20 runs of %d updates, %d at once: median %.2f times as fast as one after the other (least %.2f, most %.2f); every run had the same score%n",
                updates,
                CORES,
                (ratios[(turns - 1) / 2] + ratios[turns / 2]) / 2,
                ratios[0],
                ratios[turns - 1]);
        OUT.println(Devices.describe());
    }

    private record Timed(double seconds, List<OptionalDouble> scores) {}

    private Timed train(int atOnce) {
        Path own = folder.resolve(Integer.toString(++sweeps));
        Sweep sweep =
                Sweep.builder("speed")
                        .base(config)
                        .grid("learningRate", 1e-3, 5e-4)
                        .grid("entropyCoef", 0.0, 1e-3)
                        .seeds(1, 2, 3, 4, 5)
                        .updates(updates)
                        .atOnce(atOnce)
                        .checkpoints(own.resolve("checkpoints"))
                        .logs(own.resolve("logs"))
                        .build();
        long start = System.nanoTime();
        sweep.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        for (SweepRun run : sweep.runs()) {
            if (run.state() != SweepRun.State.DONE) {
                throw new IllegalStateException(
                        "the run %s is %s: %s".formatted(run.name(), run.state(), run.note()));
            }
        }
        return new Timed(seconds, sweep.runs().stream().map(SweepRun::score).toList());
    }
}
