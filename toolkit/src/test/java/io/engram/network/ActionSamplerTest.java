package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import org.junit.jupiter.api.Test;

class ActionSamplerTest {
    private static final int DRAWS = 20_000;

    private static double[] softmax(float... logits) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        var shares = new double[logits.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.exp(logits[i]) / sum;
        }
        return shares;
    }

    @Test
    void givenLogits_thenChoicesComeAsOftenAsTheSoftmaxSays() {
        float[] parameters = {9, 9, 1, -1, 0.5f, 0.3f, -2};
        var sampler = new ActionSampler(ActionSpace.multiDiscrete(3, 2));
        double[] first = softmax(1, -1, 0.5f);
        double[] second = softmax(0.3f, -2);
        var random = RandomStream.of(1, "draws");
        var counts = new int[2][3];

        for (int i = 0; i < DRAWS; i++) {
            Action action = sampler.draw(parameters, 2, random);
            counts[0][action.choice(0)]++;
            counts[1][action.choice(1)]++;
            double log = Math.log(first[action.choice(0)]) + Math.log(second[action.choice(1)]);
            assertThat((double) sampler.logProbability()).isCloseTo(log, within(1e-6));
            assertThat(sampler.stored())
                    .containsExactly((float) action.choice(0), (float) action.choice(1));
        }

        assertShares(counts[0], first);
        assertShares(counts[1], second);
    }

    private static void assertShares(int[] counts, double[] shares) {
        for (int i = 0; i < shares.length; i++) {
            double error = Math.sqrt(shares[i] * (1 - shares[i]) / DRAWS);
            assertThat((double) counts[i] / DRAWS).isCloseTo(shares[i], within(3 * error));
        }
    }

    @Test
    void givenNoChance_thenTheLikeliestIsTaken() {
        var choices = new ActionSampler(ActionSpace.multiDiscrete(3, 2));
        assertThat(choices.draw(new float[] {0, 2, 1, 5, 4}, 0, null)).isEqualTo(Action.of(1, 0));

        var values = new ActionSampler(box(1));
        assertThat(values.draw(new float[] {0.25f, -1}, 0, null)).isEqualTo(Action.ofValues(0.25f));
        double density = 1 - 0.5 * Math.log(2 * Math.PI);
        assertThat((double) values.logProbability()).isCloseTo(density, within(1e-6));
    }

    @Test
    void givenExtremeLogits_thenTheImpossibleIsNeverDrawn() {
        var sampler = new ActionSampler(ActionSpace.discrete(3));
        float[] parameters = {-1e4f, 1e4f, -1e4f};
        var random = RandomStream.of(2, "draws");
        for (int i = 0; i < 100; i++) {
            assertThat(sampler.draw(parameters, 0, random).choice()).isEqualTo(1);
            assertThat(sampler.logProbability()).isZero();
        }
    }

    @Test
    void givenAMask_thenOnlyLegalChoicesComeAndAsOftenAsTheirSharesSay() {
        int draws = 100_000;
        float[] logits = {2, 0.5f, -1, 0.3f, 3, 1, -0.5f};
        boolean[] legal = {false, true, true, true, false, true, true};
        float[] parameters = masked(logits, legal);
        var sampler = new ActionSampler(ActionSpace.multiDiscrete(5, 2));
        var random = RandomStream.of(5, "draws");
        var counts = new int[logits.length];

        for (int i = 0; i < draws; i++) {
            Action action = sampler.draw(parameters, 0, random);
            counts[action.choice(0)]++;
            counts[5 + action.choice(1)]++;
        }

        assertThat(counts[0]).isZero();
        assertThat(counts[4]).isZero();
        // The 99.9 % quantiles of χ² with two degrees of freedom and with one.
        double[] first = softmax(0.5f, -1, 0.3f);
        assertThat(chiSquare(draws, first, counts[1], counts[2], counts[3])).isLessThan(13.816);
        double[] second = softmax(1, -0.5f);
        assertThat(chiSquare(draws, second, counts[5], counts[6])).isLessThan(10.828);
    }

    @Test
    void givenOneLegalChoice_thenItIsCertainHoweverUnlikely() {
        var sampler = new ActionSampler(ActionSpace.discrete(3));
        float[] parameters = masked(new float[] {50, -50, 50}, new boolean[] {false, true, false});
        var random = RandomStream.of(6, "draws");

        for (int i = 0; i < 1_000; i++) {
            assertThat(sampler.draw(parameters, 0, random).choice()).isEqualTo(1);
            assertThat(sampler.logProbability()).isZero();
        }
        assertThat(sampler.draw(parameters, 0, null).choice()).isEqualTo(1);
    }

    /** What acting gives the sampler. */
    private static float[] masked(float[] logits, boolean[] legal) {
        float[] masked = logits.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] += legal[i] ? 0 : PolicyDistribution.ILLEGAL;
        }
        return masked;
    }

    private static double chiSquare(int draws, double[] shares, int... counts) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            double expected = draws * shares[i];
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return sum;
    }

    private static ActionSpace box(float bound) {
        return ActionSpace.box(new float[] {-bound}, new float[] {bound});
    }

    @Test
    void givenAGaussian_thenMeanAndDeviationAreTheParameters() {
        double mean = 0.7;
        double std = Math.exp(-0.5);
        float[] parameters = {(float) mean, -0.5f};
        var sampler = new ActionSampler(box(100));
        var random = RandomStream.of(3, "draws");
        double sum = 0;
        double squares = 0;

        for (int i = 0; i < DRAWS; i++) {
            double value = sampler.draw(parameters, 0, random).value(0);
            sum += value;
            squares += (value - mean) * (value - mean);
            double z = (value - mean) / std;
            double log = -0.5 * z * z + 0.5 - 0.5 * Math.log(2 * Math.PI);
            assertThat((double) sampler.logProbability()).isCloseTo(log, within(1e-5));
        }

        assertThat(sum / DRAWS).isCloseTo(mean, within(3 * std / Math.sqrt(DRAWS)));
        double variance = std * std;
        assertThat(squares / DRAWS)
                .isCloseTo(variance, within(3 * variance * Math.sqrt(2.0 / DRAWS)));
    }

    @Test
    void givenBounds_thenTheActionIsClippedButTheValueAsDrawnIsStored() {
        var sampler = new ActionSampler(box(1));

        Action action = sampler.draw(new float[] {3, 0}, 0, null);

        assertThat(action).isEqualTo(Action.ofValues(1));
        assertThat(sampler.stored()).containsExactly(3);
    }
}
