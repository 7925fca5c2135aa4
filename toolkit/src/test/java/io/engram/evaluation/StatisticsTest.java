package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void givenOneToEight_thenTheClosedFormsHold() {
        var statistics = Statistics.of(new double[] {8, 1, 7, 2, 6, 3, 5, 4}, 1);

        assertThat(statistics.mean()).isEqualTo(4.5);
        assertThat(statistics.std()).isCloseTo(Math.sqrt(63 / 12.0), within(1e-12));
        assertThat(statistics.min()).isEqualTo(1);
        assertThat(statistics.max()).isEqualTo(8);
        double error = statistics.std() / Math.sqrt(8);
        assertThat(statistics.low()).isCloseTo(4.5 - 1.96 * error, within(0.25));
        assertThat(statistics.high()).isCloseTo(4.5 + 1.96 * error, within(0.25));
    }

    @Test
    void givenOutliersInTheOuterQuarters_thenTheInterquartileMeanIgnoresThem() {
        var statistics = Statistics.of(new double[] {-1000, 1, 3, 4, 5, 6, 7, 5000}, 1);

        assertThat(statistics.iqm()).isEqualTo(4.5);
    }

    @Test
    void givenAConstant_thenThereIsNoSpread() {
        assertThat(Statistics.of(new double[] {2, 2, 2}, 5))
                .isEqualTo(new Statistics(2, 0, 2, 2, 2, 2, 2));
    }

    @Test
    void givenASeed_thenTheIntervalIsTheSameAgain() {
        double[] values = {1, 5, 2, 9, 4, 4};
        assertThat(Statistics.of(values, 3)).isEqualTo(Statistics.of(values, 3));
        assertThat(Statistics.of(values, 4).mean()).isEqualTo(Statistics.of(values, 3).mean());
    }

    @Test
    void givenNothing_thenItIsRefused() {
        assertThatThrownBy(() -> Statistics.of(new double[0], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one value");
    }
}
