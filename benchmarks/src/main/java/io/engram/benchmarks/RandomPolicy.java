package io.engram.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A random policy's mean return and length over 1,000 episodes of each environment, beside those of
 * the original, which python/random_policy.py measured with the same seeds and the same actions.
 */
public final class RandomPolicy {
    private static final PrintStream OUT = System.out;
    private static final long ACTION_SEEDS = 1_000_000;
    private static final double ERRORS = 2;

    private RandomPolicy() {}

    /**
     * Measures and prints.
     *
     * @param arguments ids; none for all
     * @throws IOException if what was measured of the originals cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        List<String> wanted = List.of(arguments);
        OUT.println(
                "%-30s %11s %11s %8s %10s %10s %8s"
                        .formatted(
                                "id",
                                "return",
                                "original",
                                "2 s.e.",
                                "length",
                                "original",
                                "2 s.e."));
        int outside = 0;
        try (var file = RandomPolicy.class.getResourceAsStream("random_policy.json")) {
            for (JsonNode original : new ObjectMapper().readTree(file)) {
                String id = original.get("id").asText();
                if (wanted.isEmpty() || wanted.contains(id)) {
                    outside += compare(id, original) ? 0 : 1;
                }
            }
        }
        OUT.println(outside + " outside two standard errors");
    }

    private static boolean compare(String id, JsonNode original) {
        int episodes = original.get("episodes").asInt();
        var returns = new double[episodes];
        var lengths = new double[episodes];
        try (Environment environment = Environments.make(id)) {
            for (int episode = 0; episode < episodes; episode++) {
                play(environment, episode, returns, lengths);
            }
        }
        double meanReturn = Arrays.stream(returns).average().orElseThrow();
        double meanLength = Arrays.stream(lengths).average().orElseThrow();
        double returnError = ERRORS * original.get("return_error").asDouble();
        double lengthError = ERRORS * original.get("length_error").asDouble();
        double itsReturn = original.get("return").asDouble();
        double itsLength = original.get("length").asDouble();
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%-30s %11.4f %11.4f %8.4f %10.3f %10.3f %8.3f",
                        id,
                        meanReturn,
                        itsReturn,
                        returnError,
                        meanLength,
                        itsLength,
                        lengthError));
        return Math.abs(meanReturn - itsReturn) <= returnError + 1e-9
                && Math.abs(meanLength - itsLength) <= lengthError;
    }

    private static void play(
            Environment environment, int episode, double[] returns, double[] lengths) {
        var random = new NumpyRandom(ACTION_SEEDS + episode);
        environment.reset(episode);
        Step step;
        do {
            step = environment.step(draw(environment.actionSpace(), random));
            returns[episode] += step.reward();
            lengths[episode]++;
        } while (!step.done());
    }

    private static Action draw(ActionSpace space, NumpyRandom random) {
        if (space instanceof ActionSpace.Discrete discrete) {
            int[] branches = discrete.branches();
            return Action.of(
                    Arrays.stream(branches).map(count -> random.integers(0, count)).toArray());
        }
        var box = (ActionSpace.Box) space;
        float[] low = box.low();
        float[] high = box.high();
        var values = new float[low.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.uniform(low[i], high[i]);
        }
        return Action.ofValues(values);
    }
}
