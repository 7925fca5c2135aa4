package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class SoakVerdictTest {
    private static final int MINUTES = 120;

    /** A row each minute, in which a measure is a function of the minutes. */
    private static List<SoakSample> soak(
            int minutes, SoakMeasure measure, DoubleUnaryOperator value) {
        var samples = new ArrayList<SoakSample>();
        for (int minute = 1; minute <= minutes; minute++) {
            samples.add(
                    new SoakSample(
                            60.0 * minute,
                            minute,
                            minute % 2 == 0 ? "even" : "odd",
                            20 * minute,
                            Map.of(measure, value.applyAsDouble(minute))));
        }
        return samples;
    }

    private static SoakVerdict.Line line(SoakVerdict verdict, SoakMeasure measure) {
        return verdict.lines().stream()
                .filter(each -> each.measure() == measure)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givenASteadyLeak_whenJudged_thenItFailsWithASentenceAndTheSlopeOfAnHour() {
        var verdict =
                SoakVerdict.of(soak(MINUTES, SoakMeasure.RESIDENT, minute -> 500 + 2 * minute));

        assertThat(line(verdict, SoakMeasure.RESIDENT).slope()).isCloseTo(120, within(1e-9));
        assertThat(verdict.failures())
                .containsExactly(
                        "resident memory grew from 589.0 MB in the second quarter to 710.0 MB in the last, and 64.0 MB more is the most allowed.");
    }

    @Test
    void givenGrowthInTheFirstQuarterOnly_whenJudged_thenItPasses() {
        var verdict =
                SoakVerdict.of(
                        soak(
                                MINUTES,
                                SoakMeasure.RESIDENT,
                                minute -> 500 + 40 * Math.min(minute, 29)));

        assertThat(verdict.judged()).isTrue();
        assertThat(verdict.failures()).isEmpty();
        assertThat(line(verdict, SoakMeasure.RESIDENT).slope()).isZero();
    }

    @Test
    void givenAFewHighRows_whenJudged_thenTheyDoNotCount() {
        var verdict =
                SoakVerdict.of(
                        soak(
                                MINUTES,
                                SoakMeasure.HANDLES,
                                minute -> minute % 10 == 0 && minute > 90 ? 500 : 70));

        assertThat(verdict.failures()).isEmpty();
    }

    @Test
    void givenTasksThatNeedDifferentAmounts_whenOneOfThemGrows_thenItCountsByItsShare() {
        var verdict =
                SoakVerdict.of(
                        soak(
                                MINUTES,
                                SoakMeasure.RESIDENT,
                                minute -> minute % 2 == 0 ? 900 : minute < 60 ? 400 : 600));

        assertThat(line(verdict, SoakMeasure.RESIDENT).second()).isEqualTo(650);
        assertThat(line(verdict, SoakMeasure.RESIDENT).last()).isEqualTo(750);
        assertThat(verdict.failures()).hasSize(1);
    }

    @Test
    void givenGrowthAtTheBound_whenJudged_thenItPassesAndFailsAboveIt() {
        assertThat(
                        SoakVerdict.of(
                                        soak(
                                                MINUTES,
                                                SoakMeasure.THREADS,
                                                minute -> minute < 60 ? 10 : 14))
                                .failures())
                .isEmpty();
        assertThat(
                        SoakVerdict.of(
                                        soak(
                                                MINUTES,
                                                SoakMeasure.THREADS,
                                                minute -> minute < 60 ? 10 : 15))
                                .failures())
                .hasSize(1);
    }

    @Test
    void givenAMeasureThatMayGrow_whenItGrows_thenItPasses() {
        var verdict = SoakVerdict.of(soak(MINUTES, SoakMeasure.FOLDER, minute -> 1_000 * minute));

        assertThat(verdict.failures()).isEmpty();
    }

    @Test
    void givenAMachineThatDoesNotTell_whenJudged_thenItPasses() {
        var verdict = SoakVerdict.of(soak(MINUTES, SoakMeasure.HANDLES, minute -> Double.NaN));

        assertThat(verdict.failures()).isEmpty();
    }

    @Test
    void givenAShortSoak_whenJudged_thenItSaysThatItIsTooShort() {
        var verdict = SoakVerdict.of(soak(8, SoakMeasure.RESIDENT, minute -> 100 * minute));

        assertThat(verdict.judged()).isFalse();
        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.report())
                .last()
                .isEqualTo(
                        "too short to judge: the second and the last quarter need 2 cycles of each task.");
    }

    @Test
    void givenNoRows_whenJudged_thenItIsTooShort() {
        assertThat(SoakVerdict.of(List.of()).judged()).isFalse();
    }
}
