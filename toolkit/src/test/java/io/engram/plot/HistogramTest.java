package io.engram.plot;

import static io.engram.plot.Pixels.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void givenWholeNumbersThatAreNear_thenEachHasABarAroundIt() {
        var bins = Histogram.bins(new double[] {3, 3, 3, 4, 6});

        assertThat(bins.low()).isEqualTo(2.5);
        assertThat(bins.width()).isEqualTo(1);
        assertThat(bins.counts()).containsExactly(3, 1, 0, 1);
    }

    @Test
    void givenEqualNumbers_thenThereIsOneBarWithRoom() {
        var bins = Histogram.bins(new double[] {500, 500, 500});

        assertThat(bins.counts()).containsExactly(0, 0, 3, 0, 0);
        assertThat(bins.at(2)).isEqualTo(499.5);
        assertThat(bins.at(3)).isEqualTo(500.5);
    }

    @Test
    void givenManyNumbers_thenBarsAreRoundAndCountAll() {
        RandomStream random = RandomStream.of(5, "test");
        double[] values = new double[1000];
        Arrays.setAll(values, i -> -150 + 60 * random.nextGaussian());
        Arrays.sort(values);

        var bins = Histogram.bins(values);

        // 2 · 81 / 10 by Freedman and Diaconis, brought up to 20.
        assertThat(bins.width()).isEqualTo(20, within(1e-9));
        assertThat(bins.at(0) / 20).isEqualTo(Math.rint(bins.at(0) / 20), within(1e-9));
        assertThat(Arrays.stream(bins.counts()).sum()).isEqualTo(1000);
        assertThat(bins.at(0)).isLessThanOrEqualTo(values[0]);
        assertThat(bins.at(bins.counts().length)).isGreaterThanOrEqualTo(values[999]);
    }

    @Test
    void givenTheGreatestAtTheEdgeOfABar_thenTheLastBarHasIt() {
        var bins = Histogram.bins(new double[] {0, 100, 200, 300, 400, 500});

        assertThat(bins.at(bins.counts().length)).isEqualTo(500);
        assertThat(bins.counts()[bins.counts().length - 1]).isEqualTo(1);
    }

    @Test
    void givenValues_thenTheDescriptionTellsThem() {
        double[] values = {1, 2, 3, Double.NaN, 6};
        var picture = Histogram.of("task", "return", "episodes", values);

        assertThat(picture.description())
                .isEqualTo("histogram of return of task: 4 episodes from 1 to 6, mean 3");
        assertThat(picture.image().getWidth()).isEqualTo(2 * picture.width());
        // The line of the mean.
        assertThat(Pixels.count(picture.image(), SECOND)).isGreaterThan(500);
    }

    @Test
    void givenNothingFinite_thenItIsRefused() {
        assertThatThrownBy(() -> Histogram.of("", "return", "episodes", new double[] {Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a histogram of return needs at least one finite value");
    }
}
