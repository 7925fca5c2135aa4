package io.engram.plot;

import static io.engram.plot.Pixels.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScatterTest {
    private static Curve zigzag(int points) {
        double[] x = new double[points];
        double[] y = new double[points];
        Arrays.setAll(x, i -> i);
        Arrays.setAll(y, i -> i % 2 * 100);
        return new Curve("zigzag", x, y);
    }

    @Test
    void givenPoints_thenEachIsADotAndTheLineIsTheirMean() {
        var chart = Scatter.chart("t", "x", "y", zigzag(400), 100);

        assertThat(chart.getSeries("each").getXData()).hasSize(400);
        double[] mean = chart.getSeries("mean of 100").getYData();
        assertThat(mean[200]).isEqualTo(50);
    }

    @Test
    void givenVeryManyPoints_thenSomeAreDrawnAndTheMeanIsOverAll() {
        int points = 50_001;
        var chart = Scatter.chart("t", "x", "y", zigzag(points), 100);

        assertThat(chart.getSeries("each").getXData()).hasSize(Scatter.MOST_DOTS);
        assertThat(chart.getSeries("mean of 100").getYData()[300]).isEqualTo(50);
    }

    @Test
    void givenAPicture_thenDotsAndLineAreInItAndTheDescriptionTellsThem() {
        var picture = Scatter.of("task", "steps", "return", zigzag(1000));

        assertThat(picture.description())
                .isEqualTo(
                        "scatter of return over steps of task: 1000 points, and their moving mean over 20");
        assertThat(Pixels.count(picture.image(), SECOND)).isGreaterThan(1000);
    }

    @Test
    void givenGapsAndNothing_thenTheyAreLeftOut() {
        var gaps = new Curve("a", new double[] {1, 2, 3}, new double[] {1, Double.NaN, 3});

        assertThat(Scatter.of("", "x", "y", gaps).description()).contains(": 2 points");
        assertThat(Scatter.of("", "x", "y", zigzag(0)).description()).contains(": 0 points");
    }

    @Test
    void givenNoWindow_thenItIsRefused() {
        assertThatThrownBy(() -> Scatter.of("", "x", "y", zigzag(3), 0))
                .hasMessage("smoothing must be at least 1, but is 0");
    }
}
