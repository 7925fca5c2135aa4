package io.engram.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.VectorEnvironment;
import io.engram.space.Action;
import io.engram.statistics.Aggregate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Steps per second of the environments on one thread, resets included, with random actions that are
 * drawn before, beside those of the Python originals in the same run; and what a second thread
 * brings to sixty-four of them.
 */
public final class EnvironmentThroughput {
    private static final PrintStream OUT = System.out;
    private static final double SECONDS = 1;
    private static final int ROUNDS = 5;
    private static final int ACTIONS = 4096;
    private static final int BATCH = 256;
    private static final int VECTOR = 64;
    private static final int VECTOR_ACTIONS = 512;

    private static final List<EnvironmentSpec> CASES =
            List.of(
                    EnvironmentSpec.of("CartPole-v1"),
                    EnvironmentSpec.of("MountainCar-v0"),
                    EnvironmentSpec.of("MountainCarContinuous-v0"),
                    EnvironmentSpec.of("Acrobot-v1"),
                    EnvironmentSpec.of("Pendulum-v1"),
                    EnvironmentSpec.of("LunarLander-v3"),
                    EnvironmentSpec.of("LunarLander-v3", Map.of("continuous", true)),
                    EnvironmentSpec.of("BipedalWalker-v3"),
                    EnvironmentSpec.of("BipedalWalkerHardcore-v3"),
                    EnvironmentSpec.of("MiniGrid-MemoryS9-v0"),
                    EnvironmentSpec.of("MiniGrid-MemoryS17Random-v0"),
                    EnvironmentSpec.of("MiniGrid-DoorKey-8x8-v0"),
                    EnvironmentSpec.of("MiniGrid-KeyCorridorS3R3-v0"),
                    EnvironmentSpec.of("MiniGrid-MultiRoom-N6-v0"),
                    rgb("MiniGrid-MemoryS9-v0", 7, 8),
                    rgb("MiniGrid-MemoryS9-v0", 3, 28),
                    rgb("MiniGrid-DoorKey-8x8-v0", 7, 8),
                    EnvironmentSpec.of("MortarMayhem-v0"),
                    EnvironmentSpec.of("MortarMayhem-Grid-v0"),
                    EnvironmentSpec.of("MortarMayhemB-v0"),
                    EnvironmentSpec.of("MortarMayhemB-Grid-v0"),
                    EnvironmentSpec.of("MysteryPath-v0"),
                    EnvironmentSpec.of("MysteryPath-Grid-v0"),
                    EnvironmentSpec.of("SearingSpotlights-v0"),
                    EnvironmentSpec.of("Endless-MortarMayhem-v0"),
                    EnvironmentSpec.of("Endless-MysteryPath-v0"),
                    EnvironmentSpec.of("Endless-SearingSpotlights-v0"));

    private EnvironmentThroughput() {}

    private static EnvironmentSpec rgb(String id, int viewSize, int tileSize) {
        return EnvironmentSpec.of(
                id, Map.of("observation", "rgb", "viewSize", viewSize, "tileSize", tileSize));
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code --python} and a Python that has the originals (see
     *     python/originals.py), or {@code --threads} for the second thread instead; then parts of
     *     ids, none for all
     * @throws IOException if Python cannot be started
     */
    public static void main(String[] arguments) throws IOException {
        var rest = new ArrayList<>(List.of(arguments));
        boolean threads = rest.remove("--threads");
        int python = rest.indexOf("--python");
        Originals originals = null;
        if (python >= 0) {
            rest.remove(python);
            originals = new Originals(rest.remove(python));
        }
        for (EnvironmentSpec spec : CASES) {
            if (rest.isEmpty() || rest.stream().anyMatch(part -> spec.id().contains(part))) {
                if (threads) {
                    reportThreads(spec);
                } else {
                    report(spec, originals);
                }
            }
        }
        if (originals != null) {
            originals.close();
        }
    }

    private static String name(EnvironmentSpec spec) {
        return spec.id() + (spec.options().isEmpty() ? "" : " " + spec.options());
    }

    private static void report(EnvironmentSpec spec, Originals originals) throws IOException {
        var ours = new double[ROUNDS];
        var theirs = new double[ROUNDS];
        stepsPerSecond(spec);
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = stepsPerSecond(spec);
            theirs[round] = originals == null ? Double.NaN : originals.stepsPerSecond(spec);
        }
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%-75s %,12.0f steps/s   original %,9.0f   ratio %6.1f",
                        name(spec),
                        Aggregate.quantile(ours, 0.5),
                        Aggregate.quantile(theirs, 0.5),
                        Aggregate.quantile(ours, 0.5) / Aggregate.quantile(theirs, 0.5)));
    }

    private static double stepsPerSecond(EnvironmentSpec spec) {
        try (Environment environment = Environments.make(spec)) {
            var random = new RandomActions(environment.actionSpace(), 1);
            Action[] actions = Stream.generate(random::next).limit(ACTIONS).toArray(Action[]::new);
            long seed = 0;
            long steps = 0;
            environment.reset(seed);
            long start = System.nanoTime();
            while (System.nanoTime() - start < SECONDS * 1e9) {
                for (int i = 0; i < BATCH; i++) {
                    if (environment.step(actions[(int) (steps++ % ACTIONS)]).done()) {
                        environment.reset(++seed);
                    }
                }
            }
            return steps / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static void reportThreads(EnvironmentSpec spec) {
        var one = new double[ROUNDS];
        var two = new double[ROUNDS];
        vectorStepsPerSecond(spec, 2);
        for (int round = 0; round < ROUNDS; round++) {
            one[round] = vectorStepsPerSecond(spec, 1);
            two[round] = vectorStepsPerSecond(spec, 2);
        }
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%-75s %,12.0f steps/s on one thread, %,12.0f on two   ratio %5.2f",
                        name(spec),
                        Aggregate.quantile(one, 0.5),
                        Aggregate.quantile(two, 0.5),
                        Aggregate.quantile(two, 0.5) / Aggregate.quantile(one, 0.5)));
    }

    private static double vectorStepsPerSecond(EnvironmentSpec spec, int threads) {
        try (VectorEnvironment environments =
                threads == 1
                        ? VectorEnvironment.of(VECTOR, () -> Environments.make(spec))
                        : VectorEnvironment.parallel(
                                VECTOR, threads, () -> Environments.make(spec))) {
            var random = new RandomActions(environments.actionSpace(), 1);
            var actions = new Action[VECTOR_ACTIONS][VECTOR];
            for (Action[] each : actions) {
                Arrays.setAll(each, index -> random.next());
            }
            environments.reset(1);
            long steps = 0;
            int next = 0;
            long start = System.nanoTime();
            while (System.nanoTime() - start < SECONDS * 1e9) {
                environments.step(actions[next++ % VECTOR_ACTIONS]);
                steps += VECTOR;
            }
            return steps / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** The originals, in a Python of their own that waits to be asked. */
    private static final class Originals {
        private static final ObjectMapper JSON = new ObjectMapper();
        private final Process process;
        private final BufferedReader answers;

        Originals(String python) throws IOException {
            process =
                    new ProcessBuilder(python, "benchmarks/python/throughput.py")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
        }

        double stepsPerSecond(EnvironmentSpec spec) throws IOException {
            var question = Map.of("id", spec.id(), "options", spec.options(), "seconds", SECONDS);
            process.getOutputStream()
                    .write(
                            (JSON.writeValueAsString(question) + "\n")
                                    .getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the originals gave no answer to " + question);
            }
            return Double.parseDouble(answer);
        }

        void close() {
            try {
                process.getOutputStream().close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
