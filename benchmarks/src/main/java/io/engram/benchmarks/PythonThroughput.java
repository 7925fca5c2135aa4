package io.engram.benchmarks;

import io.engram.environment.RandomActions;
import io.engram.environment.VectorEnvironment;
import io.engram.gymnasium.Python;
import io.engram.gymnasium.PythonEnvironmentBuilder;
import io.engram.gymnasium.PythonEnvironments;
import io.engram.space.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Steps per second of sixteen environments of Python, resets included, with random actions that are
 * drawn before: through Engram with processes as many as processors and one for each environment,
 * beside Gymnasium's AsyncVectorEnv, in turns.
 */
public final class PythonThroughput {
    private static final PrintStream OUT = System.out;
    private static final int COUNT = 16;
    private static final int ROUNDS = 7;
    private static final double SECONDS = 2;
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
        var few = new double[ROUNDS];
        var each = new double[ROUNDS];
        var theirs = new double[ROUNDS];
        try (var shared = environment(id).vector(COUNT);
                var alone = environment(id).workers(COUNT).vector(COUNT);
                var original = new Original(id)) {
            shared.reset(1);
            alone.reset(1);
            Action[][] actions = actions(shared);
            stepsPerSecond(shared, actions);
            original.stepsPerSecond();
            for (int round = 0; round < ROUNDS; round++) {
                few[round] = stepsPerSecond(shared, actions);
                theirs[round] = original.stepsPerSecond();
                each[round] = stepsPerSecond(alone, actions);
            }
        }
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%-22s %,9.0f steps/s   AsyncVectorEnv %,9.0f   ratio %5.2f (%.2f to %.2f);"
                                + " with 16 workers %,9.0f, ratio %5.2f",
                        id,
                        median(few),
                        median(theirs),
                        median(few) / median(theirs),
                        least(few, theirs),
                        -least(negative(few), theirs),
                        median(each),
                        median(each) / median(theirs)));
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

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(it -> -it).toArray();
    }

    private static double least(double[] ours, double[] theirs) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ours.length; i++) {
            least = Math.min(least, ours[i] / theirs[i]);
        }
        return least;
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
