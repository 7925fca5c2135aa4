package io.engram.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisRangeTest {

    @Test
    void givenRanges_thenTicksAreRoundAndWithin() {
        assertThat(AxisRange.ticks(0, 500, 4)).containsExactly(0, 100, 200, 300, 400, 500);
        assertThat(AxisRange.ticks(-3, 17, 4)).containsExactly(0, 5, 10, 15);
        assertThat(AxisRange.ticks(1e-5, 9e-4, 4)).hasSizeBetween(3, 6);
        assertThat(AxisRange.ticks(0.123456, 0.987654, 1)).containsExactly(0.12, 0.99);
        assertThat(AxisRange.ticks(21.3, 405.7, 1)).containsExactly(21, 406);
    }

    @Test
    void givenOneValueOrNone_thenThereIsARangeAroundIt() {
        double[] x = {1, 2};
        assertThat(AxisRange.of(List.of())).containsExactly(0, 1);
        assertThat(AxisRange.of(List.of(new Curve("a", x, new double[] {4, 4}))))
                .containsExactly(2, 6);
        assertThat(AxisRange.of(List.of(new Curve("a", x, new double[] {0, Double.NaN}))))
                .containsExactly(-1, 1);
        assertThat(AxisRange.positions(List.of(new Curve("a", new double[] {5}, new double[] {1}))))
                .containsExactly(0, 5);
    }
}
