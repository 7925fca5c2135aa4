package io.engram.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.agent.Agent;
import io.engram.engine.Devices;
import io.engram.engine.EngineTeam;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.pass.NetworkPass;
import io.engram.statistics.Aggregate;
import io.engram.training.ProgressView;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the speed of training goes with the number of environments, with the widths of the network,
 * and with the length of a rollout; and how far it is from what this machine makes of nothing but
 * products of matrices.
 */
public final class Scaling {
    private static final PrintStream OUT = System.out;
    private static final List<String> TABLES = List.of("environments", "widths", "rollouts");
    private static final int TURNS = 5;
    private static final int STEPS_OF_A_MINI_BATCH = 1024;
    private static final int MEASURED_STEPS = 160_000;
    private static final int SQUARE = 1024;
    private static final int PRODUCTS = 12;
    private static final int ROUNDS = 8;

    private Scaling() {}

    /** Something to measure. */
    private record Setting(String table, String label, long steps, Map<String, Object> values) {}

    /**
     * Measures and prints.
     *
     * @param arguments {@code --task FILE}, such as {@code peers/task.json}; of {@code
     *     environments}, {@code widths} and {@code rollouts} those that are wanted, all if there
     *     are none
     * @throws IOException if the task cannot be read, or no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        boolean isKnown =
                given.size() > 1
                        && "--task".equals(given.get(0))
                        && TABLES.containsAll(given.subList(2, given.size()));
        if (!isKnown) {
            throw new IllegalArgumentException(
                    "give --task FILE, and after it those of %s that are wanted, not %s"
                            .formatted(String.join(", ", TABLES), given));
        }
        ProgressViews.use(() -> Optional.of(ProgressView.nowhere()));
        Path task = Path.of(arguments[1]);
        List<String> tables = given.subList(2, given.size());
        List<Setting> settings =
                settings().stream()
                        .filter(each -> tables.isEmpty() || tables.contains(each.table))
                        .toList();
        var speeds = new double[settings.size()][TURNS];
        var rates = new double[TURNS];
        var work = new double[settings.size()];
        for (int turn = 0; turn < TURNS; turn++) {
            rates[turn] = matrixProducts();
            for (int i = 0; i < settings.size(); i++) {
                PeerSettings numbers = PeerSettings.read(task, settings.get(i).values);
                work[i] = work(numbers);
                speeds[i][turn] = train(numbers, settings.get(i).steps, turn + 1);
            }
        }
        print(settings, speeds, work, Aggregate.quantile(rates, 0.5));
    }

    private static List<Setting> settings() {
        var all = new ArrayList<Setting>();
        for (int n : new int[] {16, 64, 256, 1024, 4096}) {
            int steps = 64;
            all.add(
                    setting(
                            "environments",
                            n,
                            Map.of("environments", n, "steps", steps),
                            n * steps));
        }
        for (int width : new int[] {32, 64, 128, 256, 512}) {
            Map<String, Object> values = Map.of("memory_units", width, "hidden_units", width);
            all.add(new Setting("widths", String.valueOf(width), MEASURED_STEPS / 4, values));
        }
        for (int steps : new int[] {64, 192, 640, 1920, 6400}) {
            all.add(setting("rollouts", steps, Map.of("steps", steps), 16 * steps));
        }
        return all;
    }

    /** With mini-batches of one size, however many steps a rollout has. */
    private static Setting setting(String table, int label, Map<String, Object> values, int size) {
        var all = new HashMap<>(values);
        all.put("mini_batches", size / STEPS_OF_A_MINI_BATCH);
        return new Setting(table, String.valueOf(label), MEASURED_STEPS, all);
    }

    /** Floating-point operations for each environment step: forward once, and 3 times as much. */
    static double work(PeerSettings numbers) {
        try (VectorEnvironment environments = numbers.vector()) {
            Agent agent = numbers.agent(environments);
            long products = NetworkPass.of(agent.network()).orElseThrow().products();
            return 2.0 * products * (1 + 3.0 * numbers.epochs());
        }
    }

    /** Environment steps each second. */
    private static double train(PeerSettings numbers, long steps, long seed) throws IOException {
        Path folder = TemporaryFolder.make("scaling");
        int updates = (int) Math.max(2, steps / numbers.stepsPerUpdate());
        VectorEnvironment environments = numbers.vector();
        try (var run =
                TrainingRun.builder("scaling", numbers.agent(environments), environments)
                        .seed(seed)
                        .checkpointEvery(2 * updates)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(updates);
            long start = System.nanoTime();
            run.train(2 * updates);
            return updates * numbers.stepsPerUpdate() / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** GFLOP/s of the engine's products of large matrices, on as many threads as train. */
    private static double matrixProducts() {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int threads = EngineThread.threads();
            long start = System.nanoTime();
            EngineThread.run(() -> EngineTeam.forEach(threads, i -> multiply()));
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.max(best, 2.0 * Math.pow(SQUARE, 3) * PRODUCTS * threads / seconds / 1e9);
        }
        return best;
    }

    private static void multiply() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray matrix = manager.ones(new Shape(SQUARE, SQUARE));
            for (int i = 0; i < PRODUCTS; i++) {
                matrix.matMul(matrix).close();
            }
        }
    }

    private static void print(
            List<Setting> settings, double[][] speeds, double[] work, double machine) {
        String table = "";
        for (int i = 0; i < settings.size(); i++) {
            Setting setting = settings.get(i);
            if (!setting.table.equals(table)) {
                table = setting.table;
                OUT.println(
                        "\n| %s | steps/s, median | least to most | GFLOP/s | share of the machine's |\n|---|---|---|---|---|"
                                .formatted(table));
            }
            double[] sorted = speeds[i].clone();
            Arrays.sort(sorted);
            double rate = Aggregate.quantile(sorted, 0.5) * work[i] / 1e9;
            OUT.println(
                    String.format(
                            Locale.ROOT,
                            "| %s | %,.0f | %,.0f to %,.0f | %.1f | %.0f %% |",
                            setting.label,
                            Aggregate.quantile(sorted, 0.5),
                            sorted[0],
                            sorted[TURNS - 1],
                            rate,
                            100 * rate / machine));
        }
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "\nProducts of %d × %d matrices: %.0f GFLOP/s.",
                        SQUARE,
                        SQUARE,
                        machine));
        OUT.println(Devices.describe());
    }
}
