package io.engram.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void givenTenOfTwenty_thenTheIntervalIsWilsons() {
        // (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96, by hand
        var interval = Interval.ofShare(10, 20);

        assertThat(interval.low()).isCloseTo(0.2993, within(5e-5));
        assertThat(interval.high()).isCloseTo(0.7007, within(5e-5));
    }

    @Test
    void givenAllSolved_thenTheIntervalStillSaysThatFewWereTried() {
        var interval = Interval.ofShare(20, 20);

        assertThat(interval.low()).isCloseTo(0.8389, within(5e-5));
        assertThat(interval.high()).isEqualTo(1, within(1e-12));
    }

    @Test
    void givenMoreSolvedThanTried_thenItIsRefused() {
        assertThatThrownBy(() -> Interval.ofShare(3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a share needs 0 to n of n ≥ 1, but is 3 of 2");
    }
}
