package io.engram.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvesTest {
    private static final double NAN = Double.NaN;

    @Test
    void givenWindowOfThree_whenSmoothed_thenEachIsTheMeanOfItsFiniteNeighbours() {
        var curve = new Curve("a", new double[] {0, 1, 2, 3, 4}, new double[] {1, 4, 7, NAN, 9});
        assertThat(Curves.smooth(curve, 3).y()).containsExactly(2.5, 4, 5.5, NAN, 9);
        assertThat(Curves.smooth(curve, 1).y()).containsExactly(1, 4, 7, NAN, 9);
    }

    @Test
    void givenMorePointsThanWanted_whenThinned_thenEachIsTheMeanOfAStretch() {
        double[] x = {0, 1, 2, 3, 4, 5};
        double[] y = {1, 3, NAN, NAN, 5, NAN};
        Curve thin = Curves.thin(new Curve("a", x, y, y, x), 3);
        assertThat(thin.x()).containsExactly(0.5, 2.5, 4.5);
        assertThat(thin.y()).containsExactly(2, NAN, 5);
        assertThat(thin.low()).containsExactly(2, NAN, 5);
        assertThat(thin.high()).containsExactly(0.5, 2.5, 4.5);
    }

    @Test
    void givenLongCurve_whenThinned_thenTheMeanOfAllStays() {
        double[] x = IntStream.range(0, 1000).asDoubleStream().toArray();
        assertThat(Curves.thin(new Curve("a", x, x), 600).y()).hasSize(600).isSorted();
        assertThat(Curves.thin(new Curve("a", x, x), 1).y()).containsExactly(499.5);
        assertThat(Curves.thin(new Curve("a", x, x), 1000).y()).isSameAs(x);
    }

    @Test
    void givenGapInABand_whenMadeIntoPolygons_thenEachRunGoesForthAndBack() {
        var curve =
                new Curve(
                        "a",
                        new double[] {0, 1, 2, 3},
                        new double[4],
                        new double[] {-1, -2, NAN, -4},
                        new double[] {1, 2, 3, 4});
        Points band = Points.band(curve);
        assertThat(band.x()).containsExactly(0, 1, 1, 0, 1, 3, 3, 3);
        assertThat(band.y()).containsExactly(1, 2, -2, -1, NAN, 4, -4, NAN);
    }

    @Test
    void givenArraysThatDoNotFit_whenMade_thenTheErrorNamesThem() {
        double[] two = {0, 1};
        double[] one = {0};
        assertThatThrownBy(() -> new Curve("a", two, one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("curve a has 2 x but 1 y");
        assertThatThrownBy(() -> new Curve("a", two, two, two, null))
                .hasMessageContaining("both edges");
        assertThatThrownBy(() -> new Curve("a", two, two, two, one))
                .hasMessage("curve a has 2 x but 1 high");
        assertThatThrownBy(() -> new Curve("a", new double[] {1, 0}, two))
                .hasMessageContaining("x[1] is 0.0");
        assertThatThrownBy(() -> new Curve("a", new double[] {0, NAN}, two))
                .hasMessageContaining("x[1] is NaN");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "20000, 20k",
        "100000, 100k",
        "1500000, 1.5M",
        "2e9, 2G",
        "500, 500",
        "-200, -200",
        "9000, 9000",
        "0.25, 0.25",
        "0.30000000000000004, 0.3",
        "3e-5, 3e-5",
        "-1.2e-4, -1.2e-4",
        "1e-17, 0"
    })
    void givenTick_whenLabelled_thenItIsShort(double value, String label) {
        assertThat(TickLabels.of(value)).isEqualTo(label);
    }
}
