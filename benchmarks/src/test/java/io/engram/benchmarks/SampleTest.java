package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void givenTenOfTwenty_thenTheIntervalIsWilsons() {
        // (p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96, by hand
        var interval = Sample.wilson(10, 20);

        assertThat(interval.low()).isCloseTo(0.2993, within(5e-5));
        assertThat(interval.high()).isCloseTo(0.7007, within(5e-5));
    }

    @Test
    void givenAllSolved_thenTheIntervalStillSaysThatFewWereTried() {
        var interval = Sample.wilson(20, 20);

        assertThat(interval.low()).isCloseTo(0.8389, within(5e-5));
        assertThat(interval.high()).isEqualTo(1, within(1e-12));
    }

    @Test
    void givenEightValues_thenTheInterquartileMeanIsThatOfTheMiddleFour() {
        assertThat(Sample.iqm(new double[] {100, 1, 2, 3, 4, 5, 6, -100})).isEqualTo(3.5);
    }

    @Test
    void givenASample_thenItsBootstrapIntervalHoldsTheMeanAndIsAlwaysTheSame() {
        double[] values = new double[40];
        Arrays.setAll(values, i -> i % 10);

        var interval = Sample.iqmInterval(values);

        assertThat(interval.low()).isLessThan(4.5).isGreaterThan(2);
        assertThat(interval.high()).isGreaterThan(4.5).isLessThan(7);
        assertThat(Sample.iqmInterval(values)).isEqualTo(interval);
    }

    @Test
    void givenEqualValues_thenTheIntervalIsAPoint() {
        var interval = Sample.iqmInterval(new double[] {7, 7, 7, 7});

        assertThat(interval).isEqualTo(new Sample.Interval(7, 7));
    }
}
