package io.engram.plot;

import static io.engram.plot.Pixels.FIRST;
import static io.engram.plot.Pixels.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.plot.EpisodePlot.Frame;
import io.engram.plot.EpisodePlot.HeatMap;
import io.engram.plot.EpisodePlot.Lines;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodePlotTest {
    private static final int STEPS = 40;

    /** As green as the step is late. */
    private static BufferedImage frame(int step) {
        var image = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(200, 5 * step, 0));
        graphics.fillRect(0, 0, 60, 60);
        graphics.dispose();
        return image;
    }

    private static List<Frame> frames() {
        var frames = new ArrayList<Frame>();
        for (int step = 0; step <= STEPS; step++) {
            frames.add(new Frame(step, frame(step)));
        }
        return frames;
    }

    private static float[] constant(float value) {
        var row = new float[STEPS];
        Arrays.fill(row, value);
        return row;
    }

    @Test
    void givenFrames_thenEachStandsAboveItsOwnStep() {
        BufferedImage image = new EpisodePlot(STEPS, frames(), List.of()).draw("").image();

        // Eight of them, since they are square; step s lies at 46 + 664 · s / 40 of 720.
        for (int i = 0; i < 8; i++) {
            int x = 2 * (46 + 664 * (2 * i + 1) / 16);
            var seen = new Color(image.getRGB(x, 60), true);
            assertThat(seen.getRed()).isEqualTo(200);
            int step = seen.getGreen() / 5;
            assertThat(2 * (46 + 664 * step / STEPS)).isBetween(x - 40, x + 40);
        }
    }

    @Test
    void givenAShortEpisode_thenNoFrameHidesAnother() {
        var wide = new ArrayList<Frame>();
        for (int step = 0; step <= 7; step++) {
            var image = new BufferedImage(120, 40, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(new Color(200, 20 * step, 0));
            graphics.fillRect(0, 0, 120, 40);
            graphics.dispose();
            wide.add(new Frame(step, image));
        }

        BufferedImage image = new EpisodePlot(7, wide, List.of()).draw("").image();

        // Four of them, of which two are but one step apart.
        var counts =
                EpisodePlot.strip(7, wide).stream()
                        .mapToInt(each -> Pixels.count(image, new Color(200, 20 * each.step(), 0)))
                        .toArray();
        assertThat(counts).hasSize(4);
        assertThat(Arrays.stream(counts).min().orElseThrow())
                .isGreaterThan(Arrays.stream(counts).max().orElseThrow() * 9 / 10);
    }

    @Test
    void givenFewFrames_thenNoneIsThereTwice() {
        var two = List.of(new Frame(0, frame(0)), new Frame(1, frame(1)));
        BufferedImage image = new EpisodePlot(1, two, List.of()).draw("").image();

        assertThat(Pixels.count(image, new Color(200, 0, 0))).isPositive();
        assertThat(Pixels.count(image, new Color(200, 5, 0))).isPositive();
    }

    @Test
    void givenAHeatMap_thenSignsAreColoursAndZeroIsNothing() {
        var map =
                new HeatMap(
                        "map",
                        List.of(constant(2), constant(0), constant(-2)),
                        List.of("a", "b", "c"),
                        2,
                        true);
        BufferedImage image = new EpisodePlot(STEPS, List.of(), List.of(map)).draw("").image();

        // Three rows of 12, below a title of 20, each twice as fine.
        int middle = 720;
        assertThat(new Color(image.getRGB(middle, 2 * 26), true)).isEqualTo(SECOND);
        assertThat(image.getRGB(middle, 2 * 38) >>> 24).isZero();
        assertThat(new Color(image.getRGB(middle, 2 * 50), true)).isEqualTo(FIRST);
    }

    @Test
    void givenMoreStepsThanPixels_thenAColumnIsTheMeanOfAStretch() {
        var row = new float[100_000];
        for (int i = 0; i < row.length; i++) {
            row[i] = i % 2;
        }
        var map = new HeatMap("map", List.of(row), List.of("a"), 1, false);
        BufferedImage image = new EpisodePlot(row.length, List.of(), List.of(map)).draw("").image();

        assertThat(image.getRGB(720, 2 * 26) >>> 24).isBetween(120, 136);
    }

    @Test
    void givenLinesWithMarks_thenMarksHaveTheColoursOfTheLines() {
        double[] x = {0, 1};
        var lines =
                new Lines(
                        "chosen",
                        List.of(
                                new Curve("0", x, new double[] {1, 1}),
                                new Curve("1", x, new double[] {0, 0})),
                        List.of(0.0, 1.0),
                        List.of(0, 1));
        var picture = new EpisodePlot(2, List.of(), List.of(lines)).draw("an episode");

        int y = 2 * (20 + 84 + 2 + 2);
        assertThat(new Color(picture.image().getRGB(2 * 200, y), true)).isEqualTo(FIRST);
        assertThat(new Color(picture.image().getRGB(2 * 600, y), true)).isEqualTo(SECOND);
        assertThat(picture.description()).isEqualTo("an episode: chosen");
        assertThat(picture.width()).isEqualTo(720);
    }

    @Test
    void givenNoStepOrNoName_thenItIsRefused() {
        List<float[]> row = List.of(constant(1));
        assertThatThrownBy(() -> new HeatMap("map", row, List.of(), 1, false))
                .hasMessage("the map 'map' has 1 rows but 0 names");
        assertThatThrownBy(() -> new EpisodePlot(0, List.of(), List.of()))
                .hasMessage("steps must be at least 1, but is 0");
    }
}
