package io.engram.settings;

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
    void givenACosine_thenItIsHalfAWave() {
        var wave = Schedule.cosine(3, 1, 6);

        // (3 − 1) · (1 + cos(π u / 6)) / 2 + 1
        assertThat(wave.at(0)).isEqualTo(3);
        assertThat(wave.at(2)).isCloseTo(2.5, within(1e-15));
        assertThat(wave.at(3)).isCloseTo(2, within(1e-15));
        assertThat(wave.at(4)).isCloseTo(1.5, within(1e-15));
        assertThat(wave.at(6)).isEqualTo(1);
        assertThat(wave.at(1_000)).isEqualTo(1);
        assertThat(wave.isConstant()).isFalse();
    }

    @Test
    void givenPoints_thenThereAreLinesBetweenThem() {
        var lines = Schedule.piecewise(2, 1, 6, 3, 7, 0.5);

        assertThat(lines.at(0)).isEqualTo(1);
        assertThat(lines.at(2)).isEqualTo(1);
        assertThat(lines.at(3)).isEqualTo(1.5);
        assertThat(lines.at(6)).isEqualTo(3);
        assertThat(lines.at(7)).isEqualTo(0.5);
        assertThat(lines.at(8)).isEqualTo(0.5);
        assertThat(lines.least()).isEqualTo(0.5);
        assertThat(lines.greatest()).isEqualTo(3);
        assertThat(Schedule.piecewise(5, 2).isConstant()).isTrue();
    }

    @Test
    void givenAWarmUp_thenTheFirstUpdatesComeUpToTheSchedule() {
        var warm = Schedule.linear(8, 0, 8).warmUp(4);

        assertThat(warm.at(0)).isEqualTo(8 * 0.25);
        assertThat(warm.at(1)).isEqualTo(7 * 0.5);
        assertThat(warm.at(2)).isEqualTo(6 * 0.75);
        assertThat(warm.at(3)).isEqualTo(5);
        assertThat(warm.at(4)).isEqualTo(4);
        assertThat(warm.at(9)).isZero();
        assertThat(Schedule.constant(2).warmUp(4).isConstant()).isFalse();
        assertThat(Schedule.constant(2).warmUp(4).least()).isEqualTo(0.5);
    }

    @Test
    void givenPointsOutOfOrder_thenTheyAreNamed() {
        assertThatThrownBy(() -> Schedule.piecewise(0, 1, 5))
                .hasMessageContaining("a value for each update")
                .hasMessageContaining("given 3 numbers");
        assertThatThrownBy(() -> Schedule.piecewise(0, 1, 0.5, 2))
                .hasMessageContaining("whole numbers of updates")
                .hasMessageContaining("point 2 is at 0.5");
        assertThatThrownBy(() -> Schedule.piecewise(5, 1, 5, 2))
                .hasMessageContaining("must increase, but 5 follows 5");
        assertThatThrownBy(() -> Schedule.piecewise(-1, 1)).hasMessageContaining("is at -1");
        assertThatThrownBy(() -> Schedule.piecewise()).hasMessageContaining("at least one point");
        assertThatThrownBy(() -> Schedule.piecewise(0, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Schedule.cosine(1, 0, 0))
                .hasMessageContaining("at least 1, but was given 0");
        assertThatThrownBy(() -> Schedule.constant(1).warmUp(0))
                .hasMessageContaining("at least 1 update, but was given 0");
        assertThatThrownBy(() -> Schedule.constant(1).warmUp(2).warmUp(3))
                .hasMessageContaining("twice");
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
