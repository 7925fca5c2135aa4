package io.engram.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import org.junit.jupiter.api.Test;

class RunningMomentsTest {
    private static void merge(RunningMoments moments, double... values) {
        moments.merge(values.length, (sample, feature) -> values[sample]);
    }

    @Test
    void givenTheWorkedExample_thenMeanAndVarianceAreThoseOfBothBatchesTogether() {
        var moments = new RunningMoments(1);
        merge(moments, 1, 2, 3);
        merge(moments, 10, 20);

        assertThat(moments.count()).isEqualTo(5);
        assertThat(moments.mean(0)).isCloseTo(7.2, within(1e-12));
        assertThat(moments.unbiasedVariance(0)).isCloseTo(63.7, within(1e-12));
        assertThat(moments.variance(0)).isCloseTo(63.7 * 4 / 5, within(1e-12));
    }

    @Test
    void givenManyBatchesFarFromZero_thenTheVarianceIsStillThatOfOneBatch() {
        var random = RandomStream.of(1, "test");
        var values = new double[1_000];
        var moments = new RunningMoments(1);
        for (int from = 0; from < values.length; from += 50) {
            var batch = new double[50];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = values[from + i] = 1e6 + random.nextGaussian();
            }
            merge(moments, batch);
        }
        var once = new RunningMoments(1);
        merge(once, values);

        assertThat(moments.mean(0)).isCloseTo(once.mean(0), within(1e-6));
        assertThat(moments.unbiasedVariance(0)).isCloseTo(once.unbiasedVariance(0), within(1e-6));
        assertThat(once.unbiasedVariance(0)).isCloseTo(1, within(0.15));
    }

    @Test
    void givenFewerThanTwoSamples_thenNothingIsShiftedOrScaled() {
        var moments = new RunningMoments(1);
        merge(moments);
        assertThat(moments.mean(0)).isZero();
        assertThat(moments.unbiasedVariance(0)).isEqualTo(1);

        merge(moments, 5);
        assertThat(moments.mean(0)).isZero();
        assertThat(moments.unbiasedVariance(0)).isEqualTo(1);

        merge(moments, 5);
        assertThat(moments.mean(0)).isEqualTo(5);
        assertThat(moments.unbiasedVariance(0)).isZero();
    }
}
