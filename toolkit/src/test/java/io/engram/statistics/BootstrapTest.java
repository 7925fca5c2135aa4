package io.engram.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    @Test
    void givenASample_thenItsIntervalHoldsTheMeanAndIsAlwaysTheSame() {
        double[] values = new double[40];
        Arrays.setAll(values, i -> i % 10);

        var interval = Bootstrap.interval(values, Aggregate::iqm, 1);

        assertThat(interval.low()).isLessThan(4.5).isGreaterThan(2);
        assertThat(interval.high()).isGreaterThan(4.5).isLessThan(7);
        assertThat(Bootstrap.interval(values, Aggregate::iqm, 1)).isEqualTo(interval);
        assertThat(Bootstrap.interval(values, Aggregate::iqm, 2)).isNotEqualTo(interval);
    }

    @Test
    void givenEqualValues_thenTheIntervalIsAPoint() {
        var interval = Bootstrap.interval(new double[] {7, 7, 7, 7}, Aggregate::iqm, 1);

        assertThat(interval).isEqualTo(new Interval(7, 7));
    }

    @Test
    void givenManyNormalValues_thenTheIntervalOfTheMeanIsThatOfTheCentralLimit() {
        RandomStream random = RandomStream.of(3, "test");
        double[] values = new double[400];
        Arrays.setAll(values, i -> random.nextGaussian());

        var interval = Bootstrap.interval(values, Aggregate::mean, 1);

        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 / 20, within(0.02));
    }

    @Test
    void givenTasksThatDifferButNotWithin_thenOnlyTheStrataTellThatItIsSure() {
        double[] low = {0, 0, 0, 0};
        double[] high = {1, 1, 1, 1};
        double[] together = {0, 0, 0, 0, 1, 1, 1, 1};

        assertThat(Bootstrap.interval(List.of(low, high), Aggregate::mean, 1))
                .isEqualTo(new Interval(0.5, 0.5));
        assertThat(Bootstrap.interval(together, Aggregate::mean, 1).low()).isLessThan(0.3);
    }

    @Test
    void givenNothing_thenItIsRefused() {
        assertThatThrownBy(
                        () ->
                                Bootstrap.interval(
                                        List.of(new double[] {1}, new double[0]),
                                        Aggregate::mean,
                                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one value");
    }
}
