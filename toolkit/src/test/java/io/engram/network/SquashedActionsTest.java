package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import org.junit.jupiter.api.Test;

class SquashedActionsTest {
    private static final double TOLERANCE = 1e-5;
    private static final ActionSpace NUMBER = ActionSpace.box(new float[] {-1}, new float[] {3});

    private static float[] floats(JsonNode json, String name) {
        return Golden.floats(json.path(name).path("data"));
    }

    @Test
    void givenMeansAndDeviations_thenProbabilitiesEntropiesAndGradientsAreThoseOfPyTorch() {
        for (JsonNode json : Golden.read("squashed.json").path("cases")) {
            var space = ActionSpace.box(floats(json, "low"), floats(json, "high"));
            int size = space.size();
            float[] means = floats(json, "mean");
            float[] logStds = floats(json, "log_std");
            float[] drawn = floats(json, "drawn");
            var likelihood = new ActionLikelihood(space, true);
            var tanh = new TanhNormal(space.low(), space.high());
            for (int row = 0; row < means.length / size; row++) {
                var parameters = new float[2 * size];
                System.arraycopy(means, row * size, parameters, 0, size);
                System.arraycopy(logStds, row * size, parameters, size, size);
                var action = new float[size];
                System.arraycopy(drawn, row * size, action, 0, size);
                likelihood.look(parameters, 0, action, null);
                var gradient = new float[2 * size];
                likelihood.gradient(2, 3, gradient, 0);

                assertClose(likelihood.logProbability(), json, "log_probs", row);
                assertClose(likelihood.entropy(), json, "entropies", row);
                for (int i = 0; i < size; i++) {
                    int at = row * size + i;
                    assertClose(tanh.squashed(i, action[i]), json, "actions", at);
                    assertClose(gradient[i], json, "mean_gradient", at);
                    assertClose(gradient[size + i], json, "log_std_gradient", at);
                }
            }
        }
    }

    private static void assertClose(double actual, JsonNode json, String name, int index) {
        double expected = floats(json, name)[index];
        assertThat(actual)
                .as("%s, element %d", name, index)
                .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
    }

    @Test
    void givenDraws_thenTheyAreWithinTheBoundsAndJudgedAsTheyWereDrawn() {
        var sampler = new ActionSampler(NUMBER, true);
        var likelihood = new ActionLikelihood(NUMBER, true);
        var random = RandomStream.of(4, "draws");
        float[] parameters = {0.4f, 0.7f};
        float lowest = 3;
        float highest = -1;
        for (int i = 0; i < 5_000; i++) {
            float value = sampler.draw(parameters, 0, random).value(0);
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
            likelihood.look(parameters, 0, sampler.stored(), null);

            double u = sampler.stored()[0];
            assertThat((double) value).isCloseTo(1 + 2 * StrictMath.tanh(u), within(1e-6));
            assertThat(sampler.logProbability()).isEqualTo((float) likelihood.logProbability());
        }
        assertThat(lowest).isBetween(-1f, -0.99f);
        assertThat(highest).isBetween(2.99f, 3f);
    }

    @Test
    void givenAllActions_thenTheirDensityIsOneInAll() {
        var likelihood = new ActionLikelihood(NUMBER, true);
        var tanh = new TanhNormal(NUMBER.low(), NUMBER.high());
        double sum = 0;
        double information = 0;
        float step = 1 / 1024f;
        for (float u = -9; u < 9; u += step) {
            likelihood.look(new float[] {0.3f, -0.2f}, 0, new float[] {u + step / 2}, null);
            double width = 2 * (StrictMath.tanh((double) u + step) - StrictMath.tanh((double) u));
            sum += StrictMath.exp(likelihood.logProbability()) * width;
            information -=
                    StrictMath.exp(likelihood.logProbability())
                            * width
                            * likelihood.logProbability();
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(information).isCloseTo(likelihood.entropy(), within(1e-4));
        assertThat(tanh.squashed(0, 40)).isEqualTo(3);
        assertThat(tanh.squashed(0, -40)).isEqualTo(-1);
    }

    @Test
    void givenNumbersFarOut_thenTheirProbabilityStaysFinite() {
        var likelihood = new ActionLikelihood(NUMBER, true);
        likelihood.look(new float[] {50, 0}, 0, new float[] {50}, null);

        // log N(0) − log 2 − log(1 − tanh² 50), of which the last is 2 (log 2 − 50).
        double expected = -0.5 * Math.log(2 * Math.PI) - Math.log(2) - 2 * (Math.log(2) - 50);
        assertThat(likelihood.logProbability()).isCloseTo(expected, within(1e-9));
        assertThat(likelihood.entropy()).isLessThan(-90);
    }

    @Test
    void givenNoChance_thenTheMeanIsSquashed() {
        var sampler = new ActionSampler(NUMBER, true);

        float value = sampler.draw(new float[] {0.5f, 0}, 0, null).value(0);

        assertThat((double) value).isCloseTo(1 + 2 * Math.tanh(0.5), within(1e-6));
        assertThat(sampler.stored()).containsExactly(0.5f);
    }

    @Test
    void givenBoundsThatAreInfinite_thenSquashingIsRefused() {
        var open = ActionSpace.box(new float[] {-1, 0}, new float[] {1, Float.POSITIVE_INFINITY});
        String message =
                "squashed actions need finite bounds, but number 1 of the action is from 0.0 to Infinity; give bounds, or leave out squash(true)";

        assertThatThrownBy(() -> new ActionSampler(open, true)).hasMessage(message);
        assertThatThrownBy(() -> new ActionLikelihood(open, true)).hasMessage(message);
    }
}
