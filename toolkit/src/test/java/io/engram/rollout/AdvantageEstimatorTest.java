package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AdvantageEstimatorTest {
    private static final float[] VALUES = {0.5f, 0.4f, 0.3f, 0.2f};

    @Test
    void givenNoEpisodeEnd_thenAdvantagesRunToTheBootstrapValue() {
        assertAdvantages(new boolean[4], new boolean[4], 3.281833, 2.536771, 1.74351, 0.899);
    }

    @Test
    void givenATermination_thenNothingFlowsAcrossIt() {
        assertAdvantages(
                new boolean[] {false, true, false, false},
                new boolean[4],
                1.4603,
                0.6,
                1.74351,
                0.899);
    }

    @Test
    void givenATerminationAtTheEnd_thenTheBootstrapValueIsNotUsed() {
        assertAdvantages(
                new boolean[] {false, false, false, true},
                new boolean[4],
                3.199474,
                2.449201,
                1.6504,
                0.8);
    }

    @Test
    void givenACut_thenTheFinalObservationsValueStandsForWhatWouldHaveFollowed() {
        boolean[] cut = {false, true, false, false};
        float[] advantages = estimate(new boolean[4], cut, new float[] {0, 2, 0, 0});

        // 1 + 0.99 · 2 − 0.4, and then one step of γλ back
        assertThat((double) advantages[1]).isCloseTo(2.58, within(1e-6));
        double first = 1 + 0.99 * 0.4 - 0.5 + 0.99 * 0.95 * 2.58;
        assertThat((double) advantages[0]).isCloseTo(first, within(1e-6));
    }

    @Test
    void givenAConstantRewardForEver_thenTheTargetIsItsDiscountedSum() {
        int steps = 2_000;
        var rewards = new double[steps];
        Arrays.fill(rewards, 1);
        var values = new float[steps];
        float[] advantages =
                AdvantageEstimator.estimate(
                        rewards,
                        values,
                        new boolean[steps],
                        new boolean[steps],
                        new float[steps],
                        0,
                        0.99,
                        1);

        assertThat((double) advantages[0]).isCloseTo(1 / (1 - 0.99), within(1e-4));
    }

    private static void assertAdvantages(
            boolean[] terminated, boolean[] truncated, double... expected) {
        float[] advantages = estimate(terminated, truncated, new float[4]);
        for (int t = 0; t < expected.length; t++) {
            assertThat((double) advantages[t]).isCloseTo(expected[t], within(1e-6));
        }
    }

    private static float[] estimate(
            boolean[] terminated, boolean[] truncated, float[] finalValues) {
        return AdvantageEstimator.estimate(
                new double[] {1, 1, 1, 1},
                VALUES,
                terminated,
                truncated,
                finalValues,
                0.1f,
                0.99,
                0.95);
    }
}
