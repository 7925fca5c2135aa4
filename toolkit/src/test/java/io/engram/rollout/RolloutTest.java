package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
    private static final int STEPS = 4;

    /** Nothing seen, paid or expected yet, in two environments. */
    private static Rollout rollout(int valueStreams, boolean forgetful) {
        var rollout =
                new Rollout(
                        ObservationSpace.vector(1),
                        ActionSpace.discrete(2),
                        2,
                        STEPS,
                        valueStreams,
                        forgetful);
        for (Observation[] row : rollout.observations) {
            Arrays.fill(row, Observation.of(0));
        }
        return rollout;
    }

    private static void put(float[][] rows, float... numbers) {
        for (int n = 0; n < rows.length; n++) {
            System.arraycopy(numbers, n * STEPS, rows[n], 0, STEPS);
        }
    }

    @Test
    void givenTwoStreams_thenAdvantagesAreTheirWeightedSumAndTargetsTheirOwn() {
        Rollout rollout = rollout(2, true);
        rollout.rewards[0][2] = 8;
        rollout.terminated[0][2] = true;
        rollout.setIntrinsicRewards(new double[] {0, 0, 0, 0, 0, 0, 4, 0});
        rollout.values[1][0][0] = 1;

        // λ = 0: what one step pays and leads to, less what was expected.
        rollout.estimateAdvantages(
                List.of(new ValueStream(0.5, 2, true), new ValueStream(0.5, 3, false)), 0);

        assertThat(rollout.advantages[0]).containsExactly(-3, 0, 16, 12);
        assertThat(rollout.advantages[1]).containsOnly(0);
        assertThat(rollout.returns[0][0]).containsExactly(0, 0, 8, 0);
        assertThat(rollout.returns[1][0]).containsExactly(0, 0, 0, 4);
    }

    @Test
    void givenAnEpisodeThatEnds_thenOnlyAStreamThatIsNotEpisodicLooksBeyondIt() {
        Rollout rollout = rollout(2, true);
        rollout.terminated[0][1] = true;
        rollout.rewards[0][3] = 8;
        rollout.intrinsicRewards[0][3] = 8;
        rollout.bootstrapValues[0][0] = 16;
        rollout.bootstrapValues[1][0] = 16;

        rollout.estimateAdvantages(
                List.of(new ValueStream(0.5, 1, true), new ValueStream(0.5, 1, false)), 1);

        assertThat(rollout.returns[0][0]).containsExactly(0, 0, 8, 16);
        assertThat(rollout.returns[1][0]).containsExactly(2, 4, 8, 16);
    }

    @Test
    void givenAdvantagesEstimatedBefore_thenTheyAreNotAddedTo() {
        Rollout rollout = rollout(1, true);
        rollout.rewards[1][3] = 1;
        var streams = List.of(new ValueStream(1, 1, true));
        rollout.estimateAdvantages(streams, 1);
        rollout.estimateAdvantages(streams, 1);

        assertThat(rollout.advantages[1]).containsExactly(1, 1, 1, 1);
    }

    @Test
    void givenNumbers_thenTheirMeansAreOverAllSteps() {
        Rollout rollout = rollout(2, true);
        put(rollout.values[0], 1, 2, 3, 4, 5, 6, 7, 12);
        put(rollout.values[1], 9, 9, 9, 9, 9, 9, 9, 9);
        put(rollout.advantages, -1, 2, -3, 4, -5, 6, -7, 0);

        assertThat(rollout.meanValue()).isEqualTo(5);
        assertThat(rollout.meanAdvantage()).isEqualTo(-0.5);
        assertThat(rollout.size()).isEqualTo(8);
        assertThat(rollout.environments()).isEqualTo(2);
        assertThat(rollout.steps()).isEqualTo(STEPS);
    }

    @Test
    void givenTargetsAndValues_thenTheShareOfTheVarianceThatIsExplainedIsTheirs() {
        Rollout rollout = rollout(1, true);
        put(rollout.returns[0], 1, 2, 3, 4, 5, 6, 7, 8);

        put(rollout.values[0], 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(rollout.explainedVariance()).isEqualTo(1);

        // A constant error is a constant, and leaves no variance.
        put(rollout.values[0], 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(rollout.explainedVariance()).isEqualTo(1);

        put(rollout.values[0], 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(rollout.explainedVariance()).isZero();

        // Half of each target: a quarter of the variance is left.
        put(rollout.values[0], 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4);
        assertThat(rollout.explainedVariance()).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void givenTargetsThatAreAllTheSame_thenNothingCanBeExplained() {
        Rollout rollout = rollout(1, true);
        put(rollout.returns[0], 2, 2, 2, 2, 2, 2, 2, 2);

        assertThat(rollout.explainedVariance()).isNaN();
    }

    @Test
    void givenEpisodesThatEndEitherWay_thenTheyAreCutThere() {
        Rollout rollout = rollout(1, true);
        rollout.terminated[0][0] = true;
        rollout.truncated[1][2] = true;

        assertThat(rollout.split(0))
                .containsExactly(
                        new Sequence(0, 0, 1),
                        new Sequence(0, 1, 3),
                        new Sequence(1, 0, 3),
                        new Sequence(1, 3, 1));
    }

    @Test
    void givenMemoryThatIsEmptied_thenItGoesOnWithinAnEpisodeOnly() {
        for (boolean forgetful : new boolean[] {true, false}) {
            Rollout rollout = rollout(1, forgetful);
            rollout.terminated[0][1] = true;
            rollout.truncated[1][1] = true;
            for (int n = 0; n < 2; n++) {
                assertThat(rollout.continues(new Sequence(n, 0, 1), new Sequence(n, 1, 1)))
                        .isTrue();
                assertThat(rollout.continues(new Sequence(n, 0, 2), new Sequence(n, 2, 2)))
                        .isEqualTo(!forgetful);
            }
            assertThat(rollout.continues(new Sequence(0, 2, 2), new Sequence(1, 0, 1))).isFalse();
        }
    }
}
