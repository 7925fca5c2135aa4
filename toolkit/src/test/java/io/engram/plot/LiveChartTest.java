package io.engram.plot;

import static io.engram.plot.Pixels.FIRST;
import static io.engram.plot.Pixels.FIRST_BAND;
import static io.engram.plot.Pixels.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class LiveChartTest {
    private static final double[] STEPS = {1000, 2000, 3000};
    private static final double[] MEAN = {10, 20, 30};
    private static final double[] LOW = {0, 10, 20};
    private static final double[] HIGH = {20, 30, 40};
    private static final double[] SECOND_METRIC = {0.1, 0.5, 0.9};

    @Test
    void givenValues_whenDrawn_thenBothPanelsShowTheirs() {
        BufferedImage picture =
                new LiveChart("return", "success").draw(STEPS, MEAN, LOW, HIGH, SECOND_METRIC);
        assertThat(picture.getWidth()).isEqualTo(900);
        assertThat(picture.getHeight()).isEqualTo(300);
        assertThat(Pixels.count(picture, FIRST, 0, 450)).isGreaterThan(100);
        assertThat(Pixels.count(picture, FIRST_BAND, 0, 450)).isGreaterThan(5000);
        assertThat(Pixels.count(picture, FIRST, 450, 900)).isZero();
        assertThat(Pixels.count(picture, SECOND, 450, 900)).isGreaterThan(100);
        assertThat(Pixels.count(picture, SECOND, 0, 450)).isZero();
    }

    @Test
    void givenNoBand_whenDrawn_thenThereIsNone() {
        BufferedImage picture =
                new LiveChart("return", "success", 500, 200)
                        .draw(STEPS, MEAN, null, null, SECOND_METRIC);
        assertThat(picture.getWidth()).isEqualTo(500);
        assertThat(picture.getHeight()).isEqualTo(200);
        assertThat(Pixels.count(picture, FIRST_BAND)).isLessThan(20);
    }

    @Test
    void givenNothingYet_whenDrawn_thenBothPanelsAreEmpty() {
        double[] none = {};
        BufferedImage picture = new LiveChart("a", "b").draw(none, none, null, null, none);
        assertThat(Pixels.count(picture, FIRST)).isZero();
        assertThat(Pixels.count(picture, SECOND)).isZero();
    }

    @Test
    void givenTooSmallASize_whenMade_thenTheErrorNamesIt() {
        assertThatThrownBy(() -> new LiveChart("a", "b", 199, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("199x300");
    }
}
