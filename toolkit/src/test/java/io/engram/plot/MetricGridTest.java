package io.engram.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.plot.MetricGrid.Panel;
import io.engram.show.Picture;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricGridTest {
    private static final double[] STEPS = {1000, 2000, 3000};
    private static final Curve RETURN =
            new Curve(
                    "training",
                    STEPS,
                    new double[] {10, 25, 30},
                    new double[] {0, 15, 20},
                    new double[] {20, 35, 40});

    private static Panel panel(String title) {
        return new Panel(title, "0.5", List.of(new Curve(title, STEPS, new double[] {3, 2, 1})));
    }

    private static Picture draw(Picture corner, Panel... small) {
        return new MetricGrid(
                        "environment steps",
                        new Panel("episode return", "30 ± 10", List.of(RETURN)),
                        List.of(small))
                .draw(corner);
    }

    @Test
    void givenMetrics_whenDrawn_thenEachHasItsPlaceAndTheDescriptionNamesIt() {
        Picture picture = draw(null, panel("entropy"), panel("KL"));
        BufferedImage image = picture.image();

        assertThat(picture.width()).isEqualTo(720);
        assertThat(image.getWidth()).isEqualTo(1440);
        assertThat(image.getHeight()).isEqualTo(2 * picture.height());
        assertThat(picture.description())
                .isEqualTo(
                        "charts over environment steps: episode return 30 ± 10; entropy 0.5; KL 0.5");
        int top = 2 * 216;
        assertThat(Pixels.count(image.getSubimage(0, 0, 1440, top), Pixels.FIRST))
                .isGreaterThan(20);
        assertThat(Pixels.count(image.getSubimage(0, top, 360, 190), Pixels.FIRST))
                .isGreaterThan(100);
        assertThat(Pixels.count(image.getSubimage(720, top, 720, 190), Pixels.FIRST)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"explained variance", "the longest title that anybody has ever given"})
    void givenALongTitle_whenDrawn_thenItEndsBeforeTheValue(String title) {
        var value = "-0.0506";
        BufferedImage image =
                draw(null, new Panel(title, value, panel("entropy").curves())).image();

        int width = (720 - 3 * 14) / 4;
        var font = new Font(Font.SANS_SERIF, Font.BOLD, 12);
        int begin = width - 4 - image.createGraphics().getFontMetrics(font).stringWidth(value);
        int top = 2 * (216 + 14);
        var before = image.getSubimage(2 * (begin - 5), top, 6, 2 * 18);
        assertThat(Pixels.count(before, Color.WHITE)).isEqualTo(6 * 2 * 18);
        var written = image.getSubimage(2 * (begin - 60), top, 100, 2 * 18);
        assertThat(Pixels.count(written, Color.WHITE)).isLessThan(100 * 2 * 18 - 100);
    }

    @Test
    void givenMoreThanFour_thenTheyStandInRows() {
        var many = Collections.nCopies(9, panel("entropy")).toArray(Panel[]::new);

        assertThat(draw(null, many).height()).isEqualTo(216 + 3 * 110);
    }

    @Test
    void givenNothingYet_thenItIsAsLargeAsLater() {
        double[] none = {};
        var empty =
                new MetricGrid(
                                "environment steps",
                                new Panel("episode return", "", List.of()),
                                List.of(
                                        new Panel(
                                                "entropy",
                                                "",
                                                List.of(new Curve("entropy", none, none)))))
                        .draw(null);

        assertThat(empty.height()).isEqualTo(draw(null, panel("entropy")).height());
        assertThat(Pixels.count(empty.image(), Pixels.FIRST)).isZero();
    }

    @Test
    void givenAPicture_thenItStandsInTheCorner() {
        var red = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        var graphics = red.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, 60, 40);
        graphics.dispose();

        Picture picture = draw(new Picture(red, "step 3", 60), panel("entropy"));

        assertThat(Pixels.count(picture.image(), Color.RED, 0, 960)).isZero();
        assertThat(Pixels.count(picture.image(), Color.RED, 960, 1440)).isGreaterThan(100_000);
        assertThat(picture.description()).endsWith("and a picture: step 3");
    }

    @Test
    void givenAnyPage_thenTheBackgroundIsThePagesAndTheInkCanBeReadOnWhiteAndBlack() {
        BufferedImage image = draw(null, panel("entropy")).image();

        assertThat(new Color(image.getRGB(1, 1), true).getAlpha()).isZero();
        assertThat(contrast(ChartStyle.INK, Color.WHITE)).isGreaterThan(4);
        assertThat(contrast(ChartStyle.INK, new Color(0x111111))).isGreaterThan(4);
        for (int i = 0; i < 7; i++) {
            assertThat(contrast(ChartStyle.colour(i), Color.WHITE)).isGreaterThan(2.5);
            assertThat(contrast(ChartStyle.colour(i), new Color(0x111111))).isGreaterThan(3);
        }
    }

    /** The ratio of luminances of the Web Content Accessibility Guidelines 2.1. */
    private static double contrast(Color a, Color b) {
        double one = luminance(a) + 0.05;
        double other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
