package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import org.junit.jupiter.api.Test;

class RewardScaleTest {
    /** One environment with these rewards. */
    private static Rollout paid(double... rewards) {
        var rollout =
                new Rollout(
                        ObservationSpace.vector(1),
                        ActionSpace.discrete(2),
                        1,
                        rewards.length,
                        1,
                        true);
        System.arraycopy(rewards, 0, rollout.rewards[0], 0, rewards.length);
        return rollout;
    }

    @Test
    void givenRewards_thenTheyAreDividedByTheDeviationOfTheDiscountedReturn() {
        var scale = new RewardScale(0.5, 1);
        Rollout rollout = paid(4, 0, 2);

        scale.apply(rollout);

        // Returns 4, 2, 3: variance 2/3.
        double deviation = Math.sqrt(2.0 / 3 + 1e-8);
        assertThat(scale.deviation()).isCloseTo(deviation, within(1e-12));
        assertThat(rollout.rewards[0])
                .containsExactly(new double[] {4 / deviation, 0, 2 / deviation}, within(1e-12));
    }

    @Test
    void givenAnEpisodeThatEnds_thenTheNextReturnBeginsAtZero() {
        var scale = new RewardScale(1, 1);
        Rollout rollout = paid(1, 1, 1, 1);
        rollout.terminated[0][1] = true;

        scale.apply(rollout);

        // Returns 1, 2, 1, 2.
        assertThat(scale.deviation()).isCloseTo(0.5, within(1e-7));
    }

    @Test
    void givenTheSameTaskWithRewardsAHundredTimesLarger_thenWhatIsLearnedFromIsTheSame() {
        Rollout small = paid(1, 0, 3, -2);
        Rollout large = paid(100, 0, 300, -200);

        new RewardScale(0.9, 1).apply(small);
        new RewardScale(0.9, 1).apply(large);

        for (int t = 0; t < 4; t++) {
            assertThat(large.rewards[0][t]).isCloseTo(small.rewards[0][t], within(1e-6));
        }
    }

    @Test
    void givenNoRewardYet_thenNothingIsPaid() {
        Rollout rollout = paid(0, 0, 0);

        new RewardScale(0.9, 1).apply(rollout);

        assertThat(rollout.rewards[0]).containsOnly(0);
    }

    @Test
    void givenTheFirstOfManyRewards_thenItIsClipped() {
        var rewards = new double[1_000];
        rewards[999] = 1;
        Rollout rollout = paid(rewards);

        new RewardScale(0.9, 1).apply(rollout);

        assertThat(rollout.rewards[0][999]).isEqualTo(10);
    }

    @Test
    void givenASavedScale_whenItIsRestored_thenItGoesOnToTheSameBits() {
        var unbroken = new RewardScale(0.9, 1);
        unbroken.apply(paid(1, 2, 3));
        var restored = new RewardScale(0.9, 1);
        restored.restore(unbroken.statistics());
        Rollout one = paid(5, -1);
        Rollout other = paid(5, -1);

        unbroken.apply(one);
        restored.apply(other);

        assertThat(other.rewards[0]).isEqualTo(one.rewards[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RewardScale(0.9, 2).restore(unbroken.statistics()))
                .withMessageContaining("must have 2 numbers, but has 1");
    }
}
