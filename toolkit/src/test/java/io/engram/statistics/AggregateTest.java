package io.engram.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AggregateTest {
    @Test
    void givenEightValues_thenTheInterquartileMeanIsThatOfTheMiddleFour() {
        assertThat(Aggregate.iqm(new double[] {100, 1, 2, 3, 4, 5, 6, -100})).isEqualTo(3.5);
    }

    @Test
    void givenFiveAndThreeValues_thenQuartersAreRoundedDown() {
        // scipy.stats.trim_mean(values, 0.25), which rliable calls, gives these.
        assertThat(Aggregate.iqm(new double[] {9, 1, 2, 4, 100})).isCloseTo(5, within(1e-12));
        assertThat(Aggregate.iqm(new double[] {1, 2, 9})).isEqualTo(4);
    }

    @Test
    void givenFourValues_thenQuantilesLieBetweenThem() {
        double[] values = {4, 1, 3, 2};

        assertThat(Aggregate.quantile(values, 0)).isEqualTo(1);
        assertThat(Aggregate.quantile(values, 0.5)).isEqualTo(2.5);
        assertThat(Aggregate.quantile(values, 0.25)).isEqualTo(1.75);
        assertThat(Aggregate.quantile(values, 1)).isEqualTo(4);
        assertThat(values).containsExactly(4, 1, 3, 2);
    }

    @Test
    void givenThresholds_thenTheShareAboveThemFalls() {
        double[] values = {1, 2, 3, 4};

        assertThat(Aggregate.shareAbove(values, 0)).isEqualTo(1);
        assertThat(Aggregate.shareAbove(values, 2)).isEqualTo(0.5);
        assertThat(Aggregate.shareAbove(values, 4)).isZero();
    }

    @Test
    void givenNothing_thenItIsRefused() {
        for (Runnable call :
                new Runnable[] {
                    () -> Aggregate.mean(new double[0]),
                    () -> Aggregate.iqm(new double[0]),
                    () -> Aggregate.quantile(new double[0], 0.5),
                    () -> Aggregate.shareAbove(new double[0], 0)
                }) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least one value");
        }
        assertThatThrownBy(() -> Aggregate.quantile(new double[] {1}, 1.5))
                .hasMessage("share must be 0 to 1, but is 1.5");
    }
}
