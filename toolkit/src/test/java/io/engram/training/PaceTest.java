package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void givenTheFirstMoments_thenTheTimeLeftIsNotKnown() {
        var pace = new Pace(Long.MAX_VALUE - 5, 0);

        assertThat(pace.secondsLeft(Long.MAX_VALUE - 5 + SECOND, 0.1, 10)).isNaN();
        assertThat(pace.secondsPassed(Long.MAX_VALUE - 5 + SECOND)).isEqualTo(1);
    }

    @Test
    void givenHalfAnUpdate_thenTheRestIsEstimated() {
        assertThat(new Pace(0, 0).secondsLeft(2 * SECOND, 0.5, 10)).isEqualTo(38);
    }

    @Test
    void givenARunThatGoesOn_thenWhatWasMadeBeforeDoesNotCount() {
        assertThat(new Pace(0, 50).secondsLeft(2 * SECOND, 51, 61)).isEqualTo(20);
    }

    @Test
    void givenUpdatesThatBecomeSlower_thenTheLatestCount() {
        var pace = new Pace(0, 0);
        long now = 0;
        for (int update = 1; update <= 100; update++) {
            now += update <= 60 ? SECOND : 3 * SECOND;
            pace.secondsLeft(now, update, 200);
        }

        assertThat(pace.secondsLeft(now, 100, 200)).isCloseTo(300, within(1.0));
        assertThat(pace.secondsLeft(now, 100, 50)).isZero();
    }
}
