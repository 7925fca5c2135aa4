package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void givenALine_thenItGoesFromTheFirstValueToTheLastAndStays() {
        var line = Schedule.linear(3e-4, 1e-4, 100);

        assertThat(line.at(0)).isCloseTo(3e-4, within(1e-18));
        assertThat(line.at(50)).isCloseTo(2e-4, within(1e-18));
        assertThat(line.at(99)).isCloseTo(1.02e-4, within(1e-18));
        assertThat(line.at(100)).isEqualTo(1e-4);
        assertThat(line.at(1_000_000)).isEqualTo(1e-4);
        assertThat(line.isConstant()).isFalse();
    }

    @Test
    void givenAPower_thenMostOfTheChangeComesEarly() {
        var curve = Schedule.polynomial(2, 1, 4, 2);

        // (2 − 1) · (1 − u/4)² + 1
        assertThat(curve.at(0)).isEqualTo(2);
        assertThat(curve.at(1)).isEqualTo(1.5625);
        assertThat(curve.at(2)).isEqualTo(1.25);
        assertThat(curve.at(3)).isEqualTo(1.0625);
        assertThat(curve.at(4)).isEqualTo(1);
    }

    @Test
    void givenAConstant_thenItNeverChanges() {
        var constant = Schedule.constant(0.2);

        assertThat(constant.at(0)).isEqualTo(0.2);
        assertThat(constant.at(77)).isEqualTo(0.2);
        assertThat(constant.isConstant()).isTrue();
    }

    @Test
    void givenNumbersOutOfRange_thenTheyAreNamed() {
        assertThatThrownBy(() -> Schedule.constant(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Schedule.linear(1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, but was given 0");
        assertThatThrownBy(() -> Schedule.polynomial(1, 0, 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0, but is 0.0");
    }
}
