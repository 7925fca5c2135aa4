package io.engram.benchmarks;

import io.engram.environment.RandomActions;
import io.engram.environment.VectorEnvironment;
import io.engram.gymnasium.Python;
import io.engram.gymnasium.PythonEnvironmentBuilder;
import io.engram.gymnasium.PythonEnvironments;
import io.engram.space.Action;
import io.engram.statistics.Aggregate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Steps per second of sixteen environments of Python, resets included, with random actions that are
 * drawn before: through Engram as it is unless something is said, seeded once as Gymnasium's own
 * vectors are, and with more processes, beside Gymnasium's AsyncVectorEnv, in turns.
 */
public final class PythonThroughput {
    private static final PrintStream OUT = System.out;
    private static final int COUNT = 16;
    private static final int ROUNDS = 5;
    private static final double SECONDS = 1.5;

    private static final List<Variant> VARIANTS =
            List.of(
                    new Variant("unless something is said", it -> it),
                    new Variant("seeded once", PythonEnvironmentBuilder::seedOnce),
                    new Variant("4 workers", it -> it.workers(4)),
                    new Variant("8 workers", it -> it.workers(8)),
                    new Variant("16 workers", it -> it.workers(16)));

    private static final int ACTIONS = 512;
    private static final List<String> IDS =
            List.of(
                    "CartPole-v1",
                    "LunarLander-v3",
                    "MiniGrid-MemoryS9-v0",
                    "MysteryPath-Grid-v0",
                    "HalfCheetah-v5",
                    "ALE/Pong-v5");

    private PythonThroughput() {}

    /** What is said of the environments. */
    private record Variant(String name, UnaryOperator<PythonEnvironmentBuilder> said) {}

    /**
     * Measures and prints.
     *
     * @param arguments a Python that has the environments; then ids, none for all
     * @throws IOException if Python cannot be started
     */
    public static void main(String[] arguments) throws IOException {
        PythonEnvironments.use(Python.at(Path.of(arguments[0])));
        List<String> asked = List.of(arguments).subList(1, arguments.length);
        for (String id : asked.isEmpty() ? IDS : asked) {
            report(id);
        }
    }

    private static PythonEnvironmentBuilder environment(String id) {
        PythonEnvironmentBuilder environment = PythonEnvironments.of(id);
        return id.startsWith("MiniGrid-")
                ? environment.wrap("minigrid.wrappers.ImgObsWrapper")
                : environment;
    }

    private static void report(String id) throws IOException {
        var ours = new double[VARIANTS.size()][ROUNDS];
        var theirs = new double[ROUNDS];
        var envs = new ArrayList<VectorEnvironment>();
        try (var original = new Original(id)) {
            for (Variant variant : VARIANTS) {
                envs.add(variant.said().apply(environment(id)).vector(COUNT));
                envs.get(envs.size() - 1).reset(1);
            }
            Action[][] actions = actions(envs.get(0));
            envs.forEach(each -> stepsPerSecond(each, actions));
            original.stepsPerSecond();
            for (int round = 0; round < ROUNDS; round++) {
                theirs[round] = original.stepsPerSecond();
                for (int i = 0; i < VARIANTS.size(); i++) {
                    ours[i][round] = stepsPerSecond(envs.get(i), actions);
                }
            }
        } finally {
            envs.forEach(VectorEnvironment::close);
        }
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%s%n%-29s %,9.0f",
                        id,
                        "AsyncVectorEnv",
                        Aggregate.quantile(theirs, 0.5)));
        for (int i = 0; i < VARIANTS.size(); i++) {
            double[] one = ours[i];
            double[] ratios =
                    IntStream.range(0, ROUNDS)
                            .mapToDouble(k -> one[k] / theirs[k])
                            .sorted()
                            .toArray();
            OUT.println(
                    String.format(
                            Locale.ROOT,
                            "%-29s %,9.0f   ratio %.2f (%.2f to %.2f)",
                            VARIANTS.get(i).name(),
                            Aggregate.quantile(one, 0.5),
                            Aggregate.quantile(ratios, 0.5),
                            ratios[0],
                            ratios[ROUNDS - 1]));
        }
    }

    private static Action[][] actions(VectorEnvironment envs) {
        var random = new RandomActions(envs.actionSpace(), 1);
        var actions = new Action[ACTIONS][COUNT];
        for (Action[] one : actions) {
            Arrays.setAll(one, i -> random.next());
        }
        return actions;
    }

    private static double stepsPerSecond(VectorEnvironment envs, Action[][] actions) {
        long steps = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < SECONDS * 1e9) {
            for (int i = 0; i < 8; i++) {
                envs.step(actions[(int) (steps++ % ACTIONS)]);
            }
        }
        return steps * COUNT / ((System.nanoTime() - start) / 1e9);
    }

    /** AsyncVectorEnv in a Python of its own. */
    private static final class Original implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;

        Original(String id) throws IOException {
            String script =
                    Path.of("benchmarks", "python", "async_vector.py").toAbsolutePath().toString();
            process =
                    new ProcessBuilder(
                                    PythonEnvironments.python().executable().toString(),
                                    script,
                                    id,
                                    Integer.toString(COUNT))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
        }

        double stepsPerSecond() throws IOException {
            process.getOutputStream().write((SECONDS + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            String line = answers.readLine();
            while (line != null && !line.matches("[0-9.e]+")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new IOException(
                        "AsyncVectorEnv ended; run python/async_vector.py to see why");
            }
            return Double.parseDouble(line);
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
        }
    }
}
