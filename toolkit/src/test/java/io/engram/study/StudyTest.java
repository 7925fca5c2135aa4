package io.engram.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.fixture.Runs;
import io.engram.plot.Curve;
import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class StudyTest {
    @TempDir Path folder;

    private static Curve line(String name, double slope, double... steps) {
        return new Curve(name, steps, Arrays.stream(steps).map(step -> slope * step).toArray());
    }

    /** Five lines through zero, of different steps. */
    private static List<Curve> lines(double slope) {
        return List.of(
                line("a", slope, 10, 100),
                line("b", 2 * slope, 20, 50, 100),
                line("c", 3 * slope, 5, 120),
                line("d", 4 * slope, 1, 2, 3, 4, 200),
                line("e", 100 * slope, 10, 11, 150));
    }

    @Test
    void givenRunsOfOtherSteps_thenTheirLinesAreFollowedWhereAllHaveValues() {
        double[] x = {20, 100};
        var curve = new Group("g");
        lines(1).forEach(run -> curve.add("", run));
        var drawn = curve.curve(1);

        assertThat(drawn.x()).hasSize(200);
        assertThat(drawn.x()[0]).isEqualTo(x[0]);
        assertThat(drawn.x()[199]).isEqualTo(x[1]);
        for (int i = 0; i < 200; i++) {
            // The middle three of 1, 2, 3, 4 and 100 times the step.
            assertThat(drawn.y()[i]).isCloseTo(3 * drawn.x()[i], within(1e-9));
            assertThat(drawn.low()[i]).isLessThanOrEqualTo(drawn.y()[i]);
            assertThat(drawn.high()[i]).isGreaterThanOrEqualTo(drawn.y()[i]);
        }
    }

    @Test
    void givenGroups_thenTheTableHasTheirStatisticsAtTheLastCommonStep() {
        Table table = Study.of("t").group("slow", lines(1)).group("fast", lines(2)).seed(9).table();

        assertThat(table.stringColumn("group").asList()).containsExactly("slow", "fast");
        assertThat(table.intColumn("runs").asList()).containsExactly(5, 5);
        assertThat(table.doubleColumn("steps").asList()).containsExactly(100.0, 100.0);
        assertThat(table.doubleColumn("iqm").get(1)).isCloseTo(600, within(1e-9));
        assertThat(table.doubleColumn("mean").get(0)).isCloseTo(2200, within(1e-9));
        assertThat(table.doubleColumn("max").get(0)).isCloseTo(10_000, within(1e-9));
        var interval =
                Bootstrap.interval(new double[] {100, 200, 300, 400, 10_000}, Aggregate::iqm, 9);
        assertThat(table.doubleColumn("low 95 %").get(0)).isCloseTo(interval.low(), within(1e-6));
        assertThat(table.doubleColumn("high 95 %").get(0)).isCloseTo(interval.high(), within(1e-6));
    }

    @Test
    void givenAStep_thenTheTableIsOfThatStep() {
        var study = Study.of("t").group("g", lines(1));

        assertThat(study.table(50).doubleColumn("iqm").get(0)).isCloseTo(150, within(1e-9));
        assertThatThrownBy(() -> study.table(101))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "step must be 20 to 100, where all runs of the group 'g' have values, but is 101.0");
    }

    @Test
    void givenSixGroups_thenEachHasALineAndABand() {
        var study = Study.of("six");
        for (int i = 1; i <= 6; i++) {
            study.group("group " + i, lines(i));
        }
        var chart = study.curves().chart();

        for (int i = 1; i <= 6; i++) {
            assertThat(chart.getSeries("group " + i)).isNotNull();
            assertThat(chart.getSeries("group " + i + "\u0000band")).isNotNull();
        }
        assertThat(chart.getYAxisTitle()).isEqualTo("IQM of the episode return");
    }

    @Test
    void givenOneRun_thenItHasNoBand() {
        var chart = Study.of("").group("one", List.of(line("a", 1, 1, 2))).curves().chart();

        assertThat(chart.getSeries("one")).isNotNull();
        assertThat(chart.getSeries("one\u0000band")).isNull();
    }

    @Test
    void givenTheSameSeed_thenTheNumbersAreTheSame() {
        String first = Study.of("").group("g", lines(1)).table().print();

        assertThat(Study.of("").group("g", lines(1)).table().print()).isEqualTo(first);
        assertThat(Study.of("").group("g", lines(1)).seed(2).table().doubleColumn(5).get(0))
                .isNotNaN();
    }

    @Test
    void givenTheProfile_thenItFallsFromAllRunsToNone() {
        var chart = Study.of("").group("g", lines(1)).label("points").profile().chart();

        double[] share = chart.getSeries("g").getYData();
        double[] threshold = chart.getSeries("g").getXData();
        // The lowest run is not above itself.
        assertThat(share[0]).isEqualTo(0.8);
        assertThat(share[100]).isZero();
        assertThat(threshold[0]).isCloseTo(100, within(1e-9));
        assertThat(threshold[100]).isCloseTo(10_000, within(1e-6));
        assertThat(chart.getXAxisTitle()).isEqualTo("points");
    }

    @Test
    void givenSeveralTasks_thenTheirScoresAreComparedAndStrataKept() {
        var study =
                Study.of("")
                        .group("g", "easy", List.of(line("a", 5, 1, 100), line("b", 5, 1, 100)))
                        .group("g", "hard", List.of(line("c", -1, 1, 100), line("d", -1, 1, 100)));

        assertThatThrownBy(study::table)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("compared by scores, which [easy, hard] have not");

        study.scores("easy", 0, 500).scores("hard", -200, 0);
        Table table = study.table();
        // 500 is 1, and -100 is a half: all samples have two of each.
        assertThat(table.doubleColumn("iqm").get(0)).isCloseTo(0.75, within(1e-9));
        assertThat(table.doubleColumn("low 95 %").get(0)).isCloseTo(0.75, within(1e-9));
        assertThat(table.doubleColumn("high 95 %").get(0)).isCloseTo(0.75, within(1e-9));
        assertThat(study.curves().chart().getYAxisTitle()).isEqualTo("IQM of the score");
    }

    @Test
    void givenWhatCannotBeCompared_thenTheSentenceSaysWhy() {
        assertThatThrownBy(() -> Study.of("t").curves())
                .hasMessage("the study 't' has no group yet; call group(…)");
        assertThatThrownBy(() -> Study.of("t").group("g", List.of()))
                .hasMessage("the group 'g' needs at least 1 run");
        var nothing = new Curve("new", new double[] {1}, new double[] {Double.NaN});
        assertThatThrownBy(() -> Study.of("t").group("g", List.of(nothing)))
                .hasMessage(
                        "the run 'new' of the group 'g' has no value yet; train it, or leave it out");
        var apart = List.of(line("a", 1, 1, 2), line("b", 1, 3, 4));
        assertThatThrownBy(() -> Study.of("t").group("g", apart).curves())
                .hasMessage(
                        "the runs of the group 'g' have no step in common: one begins at 3, another ends at 2");
        assertThatThrownBy(() -> Study.of("t").scores("a", 1, 1))
                .hasMessageContaining("must be two different returns, but are 1.0 and 1.0");
    }

    @Test
    void givenGapsAtTheBeginning_thenTheyAreBeforeTheFirstValue() {
        var late =
                new Curve(
                        "late",
                        new double[] {1, 2, 3, 4},
                        new double[] {Double.NaN, 4, Double.NaN, 8});
        var group = new Group("g");
        group.add("", late);

        assertThat(group.begin()).isEqualTo(2);
        assertThat(group.at(3).get(0)).containsExactly(6);
    }

    @Test
    void givenRunsAndTheirLogs_thenBothGiveTheSameNumbers() throws Exception {
        var runs = new ArrayList<TrainingRun>();
        try {
            for (int seed = 1; seed <= 2; seed++) {
                runs.add(Runs.recall(folder, "recall-" + seed).seed(seed).build());
            }
            runs.forEach(run -> run.train(3));
            Path logs = runs.get(0).logs().getParent();
            assertThat(Files.isDirectory(logs)).isTrue();

            Table table =
                    Study.of("")
                            .group("runs", runs.get(0), runs.get(1))
                            .group("logs", logs, "recall-*")
                            .table();

            for (int column = 1; column < table.columnCount(); column++) {
                assertThat(table.get(0, column)).isEqualTo(table.get(1, column));
            }
        } finally {
            runs.forEach(run -> run.close());
        }
    }

    @Test
    void givenANewRun_thenItSaysThatItHasNoValue() {
        try (var run = Runs.recall(folder, "new").build()) {
            assertThatThrownBy(() -> Study.of("").group("g", run))
                    .hasMessageContaining("the run 'new' of the group 'g' has no value yet");
        }
    }
}
