package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgementTest {
    private static Judgement trained(long update, double meanReturn, int episodes) {
        return new Judgement(update, meanReturn, episodes, false);
    }

    @Test
    void givenAHigherMeanReturn_thenItIsBetter() {
        assertThat(trained(4, 1.5, 100).isBetterThan(trained(9, 1, 100))).isTrue();
        assertThat(trained(9, 1, 100).isBetterThan(trained(4, 1.5, 100))).isFalse();
    }

    @Test
    void givenEqualMeanReturns_thenTheLaterIsBetter() {
        assertThat(trained(9, 500, 100).isBetterThan(trained(4, 500, 100))).isTrue();
        assertThat(trained(4, 500, 100).isBetterThan(trained(9, 500, 100))).isFalse();
        assertThat(trained(4, 500, 100).isBetterThan(trained(4, 500, 100))).isFalse();
    }

    @Test
    void givenFewLuckyEpisodes_thenMoreOfThemCountMore() {
        assertThat(trained(9, 200, 100).isBetterThan(trained(1, 500, 2))).isTrue();
        assertThat(trained(1, 500, 2).isBetterThan(trained(9, 200, 100))).isFalse();
    }

    @Test
    void givenAJudgement_thenItTellsTheReturnAndWhereItComesFrom() {
        assertThat(new Judgement(40, 500, 20, true).text())
                .isEqualTo("greedy return 500.0 in an evaluation of 20 episodes");
        assertThat(trained(40, -0.125, 100).text())
                .isEqualTo("training return -0.13 over 100 episodes");
    }
}
