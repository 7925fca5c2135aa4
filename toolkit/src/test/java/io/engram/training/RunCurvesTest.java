package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.fixture.Runs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCurvesTest {
    @TempDir Path folder;

    @Test
    void givenOneRun_thenTheChartHasItsNameAndItsLastStep() {
        try (var run = Runs.recall(folder, "alone").build()) {
            run.train(2);
            var chart = run.curves().chart();

            assertThat(chart.getTitle()).isEqualTo("alone");
            assertThat(chart.getSeries("alone")).isNotNull();
            assertThat(chart.getStyler().getXAxisMax()).isEqualTo(run.state().environmentSteps());
        }
    }

    @Test
    void givenTwoRuns_thenEachHasACurveInAChartWithoutATitle() {
        try (var one = Runs.recall(folder, "one").build();
                var other = Runs.recall(folder, "other").seed(4).build()) {
            one.train(2);
            other.train(3);
            var chart = TrainingRun.compare(one, other).chart();

            assertThat(chart.getTitle()).isEmpty();
            assertThat(chart.getSeries("one")).isNotNull();
            assertThat(chart.getSeries("other")).isNotNull();
            assertThat(chart.getStyler().isLegendVisible()).isTrue();
        }
    }

    @Test
    void givenARunBeforeItsFirstUpdate_thenTheMessageSaysWhatToCall() {
        try (var run = Runs.recall(folder, "new").build()) {
            assertThatThrownBy(run::curves)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the run 'new' has no update to draw yet; call train(…) first");
        }
    }
}
