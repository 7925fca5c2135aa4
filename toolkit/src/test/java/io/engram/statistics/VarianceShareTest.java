package io.engram.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class VarianceShareTest {
    private static final double EXACT = 1e-12;

    @Test
    void givenBlocks_thenTheShareIsTheCorrectedOne() {
        // Effects are ±1.5, so 9 of the 14 are explained; 1 is noise, and there is 1 degree of it.
        var share = VarianceShare.ofBlocks(new double[][] {{0, 2}, {1, 5}});

        assertThat(share.value()).isEqualTo((9 - 1) / 14.0, within(EXACT));
        assertThat(share.interval().low()).as("of two blocks nothing is known").isNaN();
    }

    @Test
    void givenAnEffectWithoutNoise_thenItExplainsAll() {
        var share = VarianceShare.ofBlocks(new double[][] {{0, 1, 5}, {0, 1, 5}, {0, 1, 5}});

        assertThat(share.value()).isEqualTo(1, within(EXACT));
        assertThat(share.interval().low()).isEqualTo(1, within(EXACT));
    }

    @Test
    void givenBlocksThatAreEquallyBetter_thenTheyAreNoNoise() {
        double[][] blocks = {{0, 1}, {100, 101}, {200, 201}};

        // 6 runs, 1.5 explained, and nothing else within the blocks.
        assertThat(VarianceShare.ofBlocks(blocks).value())
                .isEqualTo(1.5 / (1.5 + 40_000), within(EXACT));
    }

    @Test
    void givenGroups_thenTheShareIsThatOfKelley() {
        // Between the groups 16 of 20; within 4, of 2 degrees.
        var share = VarianceShare.ofGroups(single(0, 2, 4, 6), new int[] {3, 3, 1, 1});

        assertThat(share.value()).isEqualTo((16 - 4 / 2.0) / 20, within(EXACT));
    }

    @Test
    void givenNumbers_thenWhatRisesFallsOrIsBestInTheMiddleIsExplained() {
        double[] rates = {1e-5, 1e-1, 1e-4, 3e-3, 1e-2, 2e-3};
        double[] rank = {0, 5, 1, 3, 4, 2};
        for (ToDoubleFunction<Double> form :
                List.<ToDoubleFunction<Double>>of(
                        r -> 3 * r, r -> 7 - r, r -> -(r - 2.2) * (r - 2.2))) {
            double[] scores = Arrays.stream(rank).map(form::applyAsDouble).toArray();

            assertThat(VarianceShare.ofNumbers(single(scores), rates).value())
                    .isEqualTo(1, within(EXACT));
        }
    }

    @Test
    void givenUnitsOfSeveralRuns_thenTheirScatterIsNotExplained() {
        var scores = new ArrayList<double[]>();
        double[] numbers = new double[9];
        for (int i = 0; i < 9; i++) {
            scores.add(new double[] {i - 2, i + 2});
            numbers[i] = i;
        }

        // The variance of 0 to 8 is 60 / 9, and that of each unit 4.
        assertThat(VarianceShare.ofNumbers(scores, numbers).value())
                .isEqualTo(60 / 9.0 / (60 / 9.0 + 4), within(EXACT));
    }

    @Test
    void givenTooFew_thenNothingIsKnown() {
        assertThat(VarianceShare.ofBlocks(new double[][] {{1, 2}}).value()).isNaN();
        assertThat(VarianceShare.ofBlocks(new double[0][]).value()).isNaN();
        assertThat(VarianceShare.ofBlocks(new double[][] {{5, 5}, {5, 5}}).value()).isNaN();
        assertThat(VarianceShare.ofNumbers(single(1, 2, 4), new double[] {1, 2, 3}).value())
                .isNaN();
        assertThat(VarianceShare.ofGroups(single(1, 2), new int[] {0, 1}).value()).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarianceShare.ofBlocks(new double[][] {{1, 2}, {1}}));
    }

    @Test
    void givenNoiseAlone_thenTheMeanShareIsNone() {
        double blocks = 0;
        double numbers = 0;
        int times = 1_000;
        for (int i = 0; i < times; i++) {
            RandomStream random = RandomStream.of(i, "noise");
            double[][] rows = new double[5][4];
            for (double[] row : rows) {
                Arrays.setAll(row, j -> random.nextGaussian());
            }
            blocks += VarianceShare.ofBlocks(rows).value() / times;
            double[] drawn = new double[12];
            Arrays.setAll(drawn, j -> random.nextDouble());
            double[] scores = new double[12];
            Arrays.setAll(scores, j -> random.nextGaussian());
            numbers += VarianceShare.ofNumbers(single(scores), drawn).value() / times;
        }

        assertThat(blocks).isEqualTo(0, within(0.02));
        assertThat(numbers).isEqualTo(0, within(0.03));
    }

    @Test
    void givenManySamples_thenAboutNineteenOfTwentyIntervalsHaveTheTruth() {
        double[] effects = {0, 0.5, 1, 1.5};
        double truth = 0.3125 / (0.3125 + 1);
        int times = 400;
        int held = 0;
        for (int i = 0; i < times; i++) {
            RandomStream random = RandomStream.of(i, "coverage");
            double[][] rows = new double[5][4];
            for (double[] row : rows) {
                Arrays.setAll(row, j -> effects[j] + random.nextGaussian());
            }
            Interval interval = VarianceShare.ofBlocks(rows).interval();
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }

        assertThat((double) held / times).isBetween(0.9, 0.99);
    }

    private static List<double[]> single(double... scores) {
        return Arrays.stream(scores).mapToObj(score -> new double[] {score}).toList();
    }
}
