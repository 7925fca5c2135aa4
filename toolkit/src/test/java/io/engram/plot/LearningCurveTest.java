package io.engram.plot;

import static io.engram.plot.Pixels.FIRST;
import static io.engram.plot.Pixels.FIRST_BAND;
import static io.engram.plot.Pixels.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

class LearningCurveTest {
    private static final double[] STEPS = {1000, 2000, 3000, 4000, 5000};
    private static final double[] MEAN = {10, 20, 30, 40, 50};
    private static final double[] LOW = {0, 10, 20, 30, 40};
    private static final double[] HIGH = {20, 30, 40, 50, 60};

    @TempDir Path folder;

    private static LearningCurve.Builder chart() {
        return LearningCurve.builder("Title").labels("steps", "return").size(400, 300);
    }

    @Test
    void givenCurveWithBand_whenDrawn_thenLineAndTranslucentBandAreThere() {
        BufferedImage picture = chart().curve("a", STEPS, MEAN, LOW, HIGH).build().toImage();
        assertThat(picture.getWidth()).isEqualTo(400);
        assertThat(picture.getHeight()).isEqualTo(300);
        assertThat(Pixels.count(picture, FIRST)).isGreaterThan(200);
        assertThat(Pixels.count(picture, FIRST_BAND)).isGreaterThan(5000);
        assertThat(Pixels.count(picture, SECOND)).isZero();
    }

    @Test
    void givenNoBand_whenDrawn_thenOnlyTheLineIsThere() {
        BufferedImage picture = chart().curve("a", STEPS, MEAN).build().toImage();
        assertThat(Pixels.count(picture, FIRST)).isGreaterThan(200);
        assertThat(Pixels.count(picture, FIRST_BAND)).isLessThan(20);
    }

    @Test
    void givenTwoCurves_whenDrawn_thenEachHasItsColourAndThereIsALegend() {
        var one = chart().curve("a", STEPS, MEAN, LOW, HIGH).build();
        var two = chart().curve("a", STEPS, MEAN, LOW, HIGH).curve("b", STEPS, LOW).build();
        assertThat(Pixels.count(two.toImage(), FIRST)).isGreaterThan(100);
        assertThat(Pixels.count(two.toImage(), SECOND)).isGreaterThan(100);
        assertThat(two.chart().getStyler().isLegendVisible()).isTrue();
        assertThat(one.chart().getStyler().isLegendVisible()).isFalse();
    }

    @Test
    void givenSixCurves_whenDrawn_thenTheirNamesStandBesideThemAndNoBandHidesAnother() {
        var six = LearningCurve.builder("Title").size(800, 450);
        for (int i = 0; i < 6; i++) {
            six.curve("a run of name %d".formatted(i), STEPS, MEAN, LOW, HIGH);
        }
        var chart = six.build();
        assertThat(Pixels.count(chart.toImage(), FIRST_BAND)).isLessThan(20);
        assertThat(chart.chart().getStyler().getLegendPosition())
                .isEqualTo(LegendPosition.OutsideE);
        assertThat(chart.chart().getStyler().getLegendLayout()).isEqualTo(LegendLayout.Vertical);
    }

    @Test
    void givenMoreCurvesThanColours_whenDrawn_thenTheLineOfAColourThatComesAgainIsDashed() {
        var eight = chart();
        for (int i = 0; i < 8; i++) {
            eight.curve("run " + i, STEPS, MEAN);
        }
        XYChart drawn = eight.build().chart();
        assertThat(drawn.getSeries("run 0").getLineStyle().getDashArray()).isNull();
        assertThat(drawn.getSeries("run 7").getLineStyle().getDashArray()).isNotNull();
        assertThat(drawn.getSeries("run 7").getLineColor())
                .isEqualTo(drawn.getSeries("run 0").getLineColor());
    }

    @Test
    void givenSixCurves_whenBandsOfAllAreWanted_thenTheyAreThere() {
        var six = LearningCurve.builder("Title").size(800, 450).bandsOfAll();
        for (int i = 0; i < 6; i++) {
            double[] low = {100 * i, 100 * i, 100 * i, 100 * i, 100 * i};
            double[] mean = {100 * i + 20, 100 * i + 20, 100 * i + 20, 100 * i + 20, 100 * i + 20};
            double[] high = {100 * i + 40, 100 * i + 40, 100 * i + 40, 100 * i + 40, 100 * i + 40};
            six.curve("group " + i, STEPS, mean, low, high);
        }
        // The first colour at the fainter opacity over white.
        Color faint = new Color(223, 238, 248);
        assertThat(Pixels.count(six.build().toImage(), faint)).isGreaterThan(5000);
    }

    @Test
    void givenAnotherCurve_whenItIsLaidOver_thenTheFirstChartStaysAsItWas() {
        var one = chart().curve("a", STEPS, MEAN, LOW, HIGH).build();
        var two = one.with(new Curve("b", STEPS, LOW).named("other"));

        assertThat(two.chart().getSeries("other")).isNotNull();
        assertThat(two.chart().getTitle()).isEqualTo("Title");
        assertThat(two.toImage().getWidth()).isEqualTo(400);
        assertThat(one.chart().getSeries("other")).isNull();
        assertThatThrownBy(() -> two.with(new Curve("a", STEPS, LOW)))
                .hasMessage("there are two curves named a");
    }

    @Test
    void givenACurveWithNoise_whenSmoothed_thenItHasMeans() {
        var smooth = new Curve("a", STEPS, new double[] {0, 10, 0, 10, 0}).smoothed(2);

        assertThat(smooth.y()).containsExactly(5, 5, 5, 5, 0);
        assertThatThrownBy(() -> smooth.smoothed(0))
                .hasMessage("smoothing must be at least 1, but is 0");
    }

    @Test
    void givenGap_whenDrawn_thenNothingIsDrawnThere() {
        double[] mean = {10, 20, Double.NaN, 40, 50};
        double[] low = {0, 10, Double.NaN, 30, 40};
        BufferedImage picture = chart().curve("a", STEPS, mean, low, HIGH).build().toImage();
        BufferedImage whole = chart().curve("a", STEPS, MEAN, LOW, HIGH).build().toImage();
        // 3000 steps is at about 60 % of an axis that goes from 0 to 5000.
        int from = 240;
        int to = 260;
        assertThat(Pixels.count(whole, FIRST, from, to)).isGreaterThan(10);
        assertThat(Pixels.count(picture, FIRST, from, to)).isZero();
        assertThat(Pixels.count(picture, FIRST_BAND, from, to)).isZero();
        assertThat(Pixels.count(picture, FIRST)).isGreaterThan(50);
    }

    @Test
    void givenLonePoint_whenDrawn_thenItIsADot() {
        var chart = chart().curve("a", new double[] {1000}, new double[] {5}).build();
        assertThat(Pixels.count(chart.toImage(), FIRST)).isBetween(15, 80);
    }

    @Test
    void givenNothingToDraw_whenDrawn_thenThereIsAnEmptyChart() {
        double[] none = {};
        double[] gaps = {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        for (var chart :
                new LearningCurve.Builder[] {
                    chart(), chart().curve("a", none, none), chart().curve("a", STEPS, gaps)
                }) {
            assertThat(Pixels.count(chart.build().toImage(), FIRST)).isZero();
        }
    }

    @Test
    void givenLongCurve_whenCharted_thenAtMostSixHundredPointsAreInIt() {
        double[] x = new double[100_000];
        Arrays.setAll(x, i -> i);
        var series = chart().curve("a", x, x).build().chart().getSeries("a");
        // One more is the place without a value that makes for round labels.
        assertThat(series.getXData()).hasSizeLessThanOrEqualTo(601);
    }

    @Test
    void givenSmoothing_whenCharted_thenTheValuesAreMeans() {
        double[] zigzag = {0, 10, 0, 10, 0};
        var series = chart().curve("a", STEPS, zigzag).smoothing(2).build().chart().getSeries("a");
        assertThat(Arrays.copyOf(series.getYData(), 5)).containsExactly(5, 5, 5, 5, 0);
    }

    @Test
    void givenChart_whenWritten_thenThePngIsThePicture() throws IOException {
        Path file = folder.resolve("a/b/chart.png");
        var chart = chart().curve("a", STEPS, MEAN, LOW, HIGH).build();
        chart.writePng(file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(Pixels.count(read, FIRST)).isEqualTo(Pixels.count(chart.toImage(), FIRST));
    }

    @Test
    void givenFileInPlaceOfTheFolder_whenWritten_thenTheErrorNamesTheChart() throws IOException {
        Path file = Files.createFile(folder.resolve("taken")).resolve("chart.png");
        assertThatThrownBy(() -> chart().build().writePng(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write the chart " + file);
    }

    @Test
    void givenWrongSettings_whenSet_thenTheErrorNamesThem() {
        assertThatThrownBy(() -> chart().smoothing(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("smoothing must be at least 1, but is 0");
        assertThatThrownBy(() -> chart().size(99, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99x300");
        assertThatThrownBy(() -> chart().curve("a", STEPS, MEAN).curve("a", STEPS, LOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are two curves named a");
    }
}
