package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SquashTest {
    private static final double HALF_A_LAST_BIT_OF_ONE = 6e-8;

    @Test
    void givenAnyNumber_thenTheyAreWithinALastBitOfOne() {
        double worst = 0;
        for (int i = -1_000_000; i <= 1_000_000; i++) {
            float x = i * 2.5e-5f;
            worst = Math.max(worst, Math.abs(Squash.tanh(x) - Math.tanh(x)));
            worst = Math.max(worst, Math.abs(Squash.sigmoid(x) - 1 / (1 + Math.exp(-x))));
        }

        assertThat(worst).isLessThan(HALF_A_LAST_BIT_OF_ONE);
    }

    @Test
    void givenLargeNumbers_thenTheyAreAtTheirLimits() {
        assertThat(Squash.tanh(Float.MAX_VALUE)).isEqualTo(1);
        assertThat(Squash.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Squash.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Squash.sigmoid(-Float.MAX_VALUE)).isLessThan(1e-20f);
    }

    @Test
    void givenNothingThatIsANumber_thenNeitherIsTheResult() {
        assertThat(Squash.tanh(Float.NaN)).isNaN();
        assertThat(Squash.sigmoid(Float.NaN)).isNaN();
    }
}
