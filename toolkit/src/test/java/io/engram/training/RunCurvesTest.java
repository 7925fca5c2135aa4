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

    @Test
    void givenARun_thenEachOfItsEpisodesIsADot() {
        try (var run = Runs.recall(folder, "dots").build()) {
            assertThatThrownBy(run::scatter)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "no episode of the run 'dots' has ended yet, or its episodes.csv was removed");
            run.train(2);

            assertThat(run.scatter().description())
                    .startsWith("scatter of episode return over environment steps of dots: ")
                    .contains(" %d points".formatted(run.episodes().rowCount()));
            assertThat(run.scatter("length").description()).startsWith("scatter of episode length");
            assertThatThrownBy(() -> run.scatter("speed"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("there is no column 'speed'; there are [update, ");
        }
    }
}
