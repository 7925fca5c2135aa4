package io.engram.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.engram.plot.ParallelCoordinates.Categories;
import io.engram.plot.ParallelCoordinates.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParallelCoordinatesTest {
    private static final Numbers SCORE = new Numbers("return", new double[] {10, 40, 20}, false);
    private static final Numbers RATE = new Numbers("rate", new double[] {1e-2, 1e-4, 1e-3}, true);
    private static final Categories UNITS =
            new Categories("units", List.of("8", "16"), List.of(0, 0, 1));

    @Test
    void givenALogarithmicAxis_thenEqualFactorsAreEquallyFarApart() {
        var axis = CoordinateAxis.of(RATE, new double[] {1e-4, 1e-2}, 0, 100);

        assertThat(axis.y()).containsExactly(new double[] {0, 100, 50}, within(1e-9));
        assertThat(axis.ticks())
                .extracting(CoordinateAxis.Tick::text)
                .containsExactly("1e-4", "0.001", "0.01");
    }

    @Test
    void givenFewDecades_thenThereAreTicksBetweenThem() {
        assertThat(CoordinateAxis.decades(2e-4, 3e-3))
                .containsExactly(new double[] {2e-4, 5e-4, 1e-3, 2e-3}, within(1e-12));
        assertThat(CoordinateAxis.decades(2.1e-4, 4.9e-4)).containsExactly(2.1e-4, 4.9e-4);
        assertThat(CoordinateAxis.decades(1, 1e4)).hasSize(5);
    }

    @Test
    void givenAValueOfSeveralLines_thenTheyLieBesideEachOther_theBetterAbove() {
        int[] order = CoordinateAxis.order(SCORE.values());

        double[] y = CoordinateAxis.of(UNITS, order, 0, 200).y();

        assertThat(order).containsExactly(0, 2, 1);
        assertThat(CoordinateAxis.order(new double[] {5, 5, 1})).containsExactly(2, 1, 0);
        assertThat(y[1]).isLessThan(y[0]);
        assertThat((y[0] + y[1]) / 2).isEqualTo(150, within(1e-9));
        assertThat(y[2]).isEqualTo(50, within(1e-9));
    }

    @Test
    void givenEqualNumbers_thenTheirAxisHasRoom() {
        var same = new Numbers("gamma", new double[] {0.5, 0.5}, false);
        var one = new Numbers("rate", new double[] {1e-3}, true);

        assertThat(ParallelCoordinates.range(same, List.of())).containsExactly(0.25, 0.75);
        assertThat(ParallelCoordinates.range(one, List.of())).containsExactly(5e-4, 2e-3);
        assertThat(ParallelCoordinates.range(one, List.of(List.of(1e-4, 1e-2))))
                .containsExactly(1e-4, 1e-2);
    }

    @Test
    void givenSettings_thenTheBestIsOrangeAndTheWorstBlue() {
        var picture =
                new ParallelCoordinates(
                                List.of(RATE, UNITS),
                                SCORE,
                                List.of(List.of(10.0), List.of(35.0, 45.0), List.of()))
                        .draw("three settings");

        assertThat(picture.description()).isEqualTo("three settings");
        assertThat(picture.image().getWidth()).isEqualTo(2 * picture.width());
        assertThat(CoordinatePainter.colour(0)).isEqualTo(ChartStyle.colour(0));
        assertThat(CoordinatePainter.colour(1)).isEqualTo(ChartStyle.colour(1));
        // The thick line of the best, whose ends are nearly opaque.
        int best = 0;
        for (int x = 0; x < picture.image().getWidth(); x++) {
            for (int y = 0; y < picture.image().getHeight(); y++) {
                int argb = picture.image().getRGB(x, y);
                best += (argb >> 24 & 255) > 200 && (argb >> 16 & 255) > 190 ? 1 : 0;
            }
        }
        assertThat(best).isGreaterThan(2_000);
    }

    @Test
    void givenWhatDoesNotFit_thenItIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Numbers("rate", new double[] {0}, true))
                .withMessage("the axis 'rate' needs finite numbers above 0, but has 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Categories("units", List.of("8"), List.of(1)))
                .withMessageContaining("has 1 names, but a value is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParallelCoordinates(List.of(), SCORE, List.of()))
                .withMessageContaining("at least 1 axis and 1 line");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ParallelCoordinates(List.of(UNITS), SCORE, List.of(List.of(1.0))))
                .withMessage("'dots' is for 1 lines, but there are 3 scores");
    }
}
