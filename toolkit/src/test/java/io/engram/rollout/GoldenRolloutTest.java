package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Advantages and sequences against an independent implementation in Python. */
class GoldenRolloutTest {

    @Test
    void givenRandomEpisodes_thenAdvantagesAreThoseOfTheReference() {
        for (JsonNode json : Golden.read("gae.json").path("cases")) {
            int count = json.path("rewards").path("shape").get(0).intValue();
            int steps = json.path("rewards").path("shape").get(1).intValue();
            float[] expected = floats(json, "advantages");
            for (int n = 0; n < count; n++) {
                float[] rewards = row(json, "rewards", n, steps);
                var asDoubles = new double[steps];
                for (int t = 0; t < steps; t++) {
                    asDoubles[t] = rewards[t];
                }
                float[] actual =
                        AdvantageEstimator.estimate(
                                asDoubles,
                                row(json, "values", n, steps),
                                flags(row(json, "terminated", n, steps)),
                                flags(row(json, "truncated", n, steps)),
                                row(json, "final_values", n, steps),
                                floats(json, "bootstrap_values")[n],
                                json.path("gamma").doubleValue(),
                                json.path("lam").doubleValue());
                for (int t = 0; t < steps; t++) {
                    assertThat(actual[t]).isCloseTo(expected[n * steps + t], within(1e-5f));
                }
            }
        }
    }

    @Test
    void givenRandomEpisodeEnds_thenSequencesAreThoseOfTheReference() {
        for (JsonNode json : Golden.read("splitter.json").path("cases")) {
            int count = json.path("done").path("shape").get(0).intValue();
            int steps = json.path("done").path("shape").get(1).intValue();
            var done = new boolean[count][];
            for (int n = 0; n < count; n++) {
                done[n] = flags(row(json, "done", n, steps));
            }
            var expected = new ArrayList<Sequence>();
            for (JsonNode each : json.path("sequences")) {
                expected.add(
                        new Sequence(
                                each.get(0).intValue(),
                                each.get(1).intValue(),
                                each.get(2).intValue()));
            }

            assertThat(SequenceSplitter.split(done, json.path("seq_len").intValue()))
                    .isEqualTo(expected);
        }
    }

    private static float[] floats(JsonNode json, String field) {
        return Golden.floats(json.path(field).path("data"));
    }

    private static float[] row(JsonNode json, String field, int n, int steps) {
        return Arrays.copyOfRange(floats(json, field), n * steps, (n + 1) * steps);
    }

    private static boolean[] flags(float[] values) {
        var flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] > 0;
        }
        return flags;
    }
}
