package io.engram.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SquashTest {
    private static final double THREE_LAST_BITS_OF_ONE = 3e-7;
    private static final Squash BOTH = new Squash(1, 1, 1);

    /** σ, tanh and σ of a number. */
    private static float[] of(float x) {
        float[] row = {x, x, x};
        BOTH.apply(row);
        return row;
    }

    @Test
    void givenAnyNumber_thenTheyAreWithinThreeLastBitsOfOne() {
        double worst = 0;
        for (int i = -1_000_000; i <= 1_000_000; i++) {
            float x = i * 2.5e-5f;
            float[] row = of(x);
            worst = Math.max(worst, Math.abs(row[0] - 1 / (1 + Math.exp(-x))));
            worst = Math.max(worst, Math.abs(row[1] - Math.tanh(x)));
            assertThat(row[2]).isEqualTo(row[0]);
        }

        assertThat(worst).isLessThan(THREE_LAST_BITS_OF_ONE);
    }

    @Test
    void givenLargeNumbers_thenTheyAreAtTheirLimits() {
        assertThat(of(Float.MAX_VALUE)[1]).isEqualTo(1);
        assertThat(of(Float.NEGATIVE_INFINITY)[1]).isEqualTo(-1);
        assertThat(of(Float.POSITIVE_INFINITY)[0]).isEqualTo(1);
        assertThat(of(-Float.MAX_VALUE)[0]).isEqualTo(0);
    }

    @Test
    void givenNothingThatIsANumber_thenNeitherIsTheResult() {
        assertThat(of(Float.NaN)).containsOnly(Float.NaN);
    }
}
