package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.engram.sweep.SweepRun.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final Map<String, Object> UNITS = Map.of("units", 4, "learningRate", 1e-3);

    @TempDir private Path folder;

    private SweepBuilder sweep(SweepBase base) {
        return SmallSweep.of(folder, base);
    }

    @Test
    void givenAGridAndSeeds_whenItIsRun_thenEveryRunIsTheSameBitsAsAlone() {
        Sweep sweep = sweep(SmallSweep::recall).run();

        assertThat(sweep.runs())
                .hasSize(8)
                .allSatisfy(
                        run -> {
                            assertThat(run.state()).isEqualTo(State.DONE);
                            assertThat(run.update()).isEqualTo(4);
                            assertThat(run.score()).isPresent();
                            assertThat(run.checkpoints().resolve("best")).exists();
                        });
        SmallSweep.assertSameAsAlone(sweep, folder.resolve("alone"));
    }

    @Test
    void givenASweepThatIsDone_thenItsTablesRankTheSettings() {
        Sweep sweep = sweep(SmallSweep::recall).run();

        var table = sweep.table();
        assertThat(table.rowCount()).isEqualTo(8);
        assertThat(table.columnNames())
                .containsExactly(
                        "run",
                        "learningRate",
                        "units",
                        "seed",
                        "state",
                        "updates",
                        "return",
                        "best",
                        "note");
        var settings = sweep.settings();
        assertThat(settings.intColumn("done").asList()).containsOnly(2);
        double[] iqm = settings.doubleColumn("iqm").asDoubleArray();
        assertThat(iqm).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        SweepRun best = sweep.bestRun();
        assertThat(best.setting().number()).isEqualTo(settings.intColumn("setting").get(0));
        assertThat(best.score().getAsDouble()).isEqualTo(settings.doubleColumn("max").get(0));
        assertThat(sweep.best().description().name()).isEqualTo(best.name());
        assertThat(sweep.study().table(256).rowCount()).isEqualTo(4);
        assertThat(sweep.toString()).isEqualTo("small  8 runs: 8 done");
        assertThat(sweep.toHtml()).contains("small-1-seed-1", "learningRate 0.001, units 4");
    }

    @Test
    void givenASweepThatIsDone_thenWhatMatteredIsAPictureAndATable() {
        Sweep sweep = sweep(SmallSweep::recall).updates(2).run();

        Importance importance = sweep.importance();
        assertThat(importance.table().stringColumn("name").asList())
                .containsExactlyInAnyOrder("learningRate", "units", "seeds", "the rest");
        assertThat(importance.table().doubleColumn("share").asList())
                .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
        assertThat(importance.runs()).isEqualTo(8);
        assertThat(importance.chart().toText())
                .startsWith("[picture] chart of the importance in small: ");
        assertThat(importance.toHtml()).contains("learningRate", " %");
        assertThat(sweep.parallelCoordinates().description())
                .startsWith("chart of 4 settings of small across learningRate, units to the IQM")
                .contains("the best is " + sweep.bestRun().setting());
    }

    @Test
    void givenNothingIsTrainedYet_thenThereIsNothingToDrawOrExplain() {
        Sweep sweep = sweep(SmallSweep::recall).build();

        assertThatIllegalStateException()
                .isThrownBy(sweep::importance)
                .withMessage(
                        "there is nothing to explain in the sweep 'small': no policy was judged yet");
        assertThatIllegalStateException()
                .isThrownBy(sweep::parallelCoordinates)
                .withMessage("no policy of the sweep 'small' was judged yet");
    }

    @Test
    void givenRunsThatAreAllTheSame_thenThereIsNothingToExplain() {
        Sweep sweep =
                Sweep.builder("few")
                        .base((setting, name) -> SmallSweep.recall(new Setting(1, UNITS), name))
                        .grid("seedOfNothing", 1, 2)
                        .seeds(1)
                        .updates(4)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .run();

        assertThatIllegalStateException()
                .isThrownBy(sweep::importance)
                .withMessageContaining("nothing to explain")
                .withMessageContaining("every run has the score");
    }

    @Test
    void givenARunThatFails_thenTheOthersGoOn_andItIsTriedAgain() {
        Sweep sweep =
                sweep(
                                (setting, name) -> {
                                    if (name.equals("small-2-seed-1")
                                            && !Files.exists(folder.resolve("mended"))) {
                                        throw new IllegalArgumentException("out of luck");
                                    }
                                    return SmallSweep.recall(setting, name);
                                })
                        .run();

        assertThat(sweep.toString()).isEqualTo("small  8 runs: 7 done, 1 failed");
        assertThat(sweep.runs().get(1).note()).isEqualTo("out of luck");
        assertThat(sweep.toHtml()).contains("failed: out of luck");

        assertThat(folder.resolve("mended").toFile().mkdir()).isTrue();
        assertThat(sweep.run().toString()).isEqualTo("small  8 runs: 8 done");
    }

    @Test
    void givenAnInterrupt_whenAnotherProcessMakesTheSweepAgain_thenItGoesOnToTheSameBits()
            throws InterruptedException {
        var second = new CountDownLatch(2);
        SweepBase slow =
                (setting, name) ->
                        SmallSweep.recall(setting, name)
                                .onUpdate(
                                        row -> {
                                            if (row.update() == 2) {
                                                second.countDown();
                                            }
                                        });
        Sweep interrupted = sweep(slow).updates(200).build();
        var isFlagged = new boolean[1];
        var thread =
                new Thread(
                        () -> {
                            interrupted.run();
                            isFlagged[0] = Thread.currentThread().isInterrupted();
                        });
        thread.start();
        second.await();
        thread.interrupt();
        thread.join();

        assertThat(isFlagged[0]).isTrue();
        assertThat(interrupted.runs()).anySatisfy(run -> assertThat(run.update()).isPositive());
        assertThat(interrupted.runs())
                .allSatisfy(run -> assertThat(run.state()).isEqualTo(State.WAITING));

        Sweep again = sweep(SmallSweep::recall).updates(40).build();
        assertThat(again.runs()).anySatisfy(run -> assertThat(run.update()).isPositive());
        again.run();
        assertThat(again.runs()).allSatisfy(run -> assertThat(run.state()).isEqualTo(State.DONE));
        SmallSweep.assertSameAsAlone(sweepOfThose(again), folder.resolve("alone"));
    }

    /** Only runs that an interrupt has not carried farther than they should go. */
    private Sweep sweepOfThose(Sweep sweep) {
        assertThat(sweep.runs()).allSatisfy(run -> assertThat(run.update()).isEqualTo(40));
        return sweep;
    }

    @Test
    void givenHalving_thenOnlyTheBestSettingsAreTrainedToTheEnd() {
        Sweep sweep = sweep(SmallSweep::recall).updates(8).halving(2, 2).seeds(1).run();

        List<Long> updates = sweep.runs().stream().map(SweepRun::update).sorted().toList();
        assertThat(updates.get(0)).isEqualTo(2);
        assertThat(updates.get(3)).isEqualTo(8);
        assertThat(sweep.runs())
                .filteredOn(run -> run.state() == State.LEFT)
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.update()).isLessThan(8));
    }

    @Test
    void givenMoreSettingsAndSeedsLater_thenTheyAreAddedToWhatIsThere() {
        sweep(SmallSweep::recall).seeds(1).run();

        Sweep larger =
                Sweep.builder("small")
                        .base(SmallSweep::recall)
                        .grid("learningRate", 1e-4, 1e-3, 3e-3)
                        .grid("units", 4, 8)
                        .seeds(1, 2)
                        .updates(4)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build();

        assertThat(larger.toString()).isEqualTo("small  12 runs: 8 waiting, 4 done");
        assertThat(larger.runs().get(0).setting().number("learningRate")).isEqualTo(1e-3);
        assertThat(larger.runs().get(4).setting().number("learningRate")).isEqualTo(1e-4);
    }

    @Test
    void givenASettingThatIsMissingLater_thenItIsRefused() {
        sweep(SmallSweep::recall).seeds(1).updates(1).run();

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Sweep.builder("small")
                                        .base(SmallSweep::recall)
                                        .grid("learningRate", 1e-3)
                                        .grid("units", 4, 8)
                                        .updates(1)
                                        .checkpoints(folder.resolve("checkpoints"))
                                        .build())
                .withMessageContaining("has the setting {learningRate=0.003, units=4}")
                .withMessageContaining("give this sweep another name");
    }

    @Test
    void givenDrawnValues_thenTheSeedDecidesThem() {
        List<Setting> first = drawn(7);

        assertThat(first).hasSize(10).isEqualTo(drawn(7)).isNotEqualTo(drawn(8));
        assertThat(first)
                .allSatisfy(
                        each -> {
                            assertThat(each.number("learningRate")).isBetween(1e-5, 1e-2);
                            assertThat(each.integer("units")).isBetween(4, 64);
                        });
    }

    private List<Setting> drawn(long seed) {
        return Sweep.builder("drawn")
                .base(SmallSweep::recall)
                .random("learningRate", Sampling.logUniform(1e-5, 1e-2))
                .random("units", Sampling.integers(4, 64))
                .draws(10)
                .seed(seed)
                .seeds(1)
                .updates(1)
                .checkpoints(folder)
                .build()
                .runs()
                .stream()
                .map(SweepRun::setting)
                .toList();
    }

    @Test
    void givenWhatCannotBe_thenItIsRefusedBeforeAnythingIsTrained() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Sweep.builder("x").updates(1).build())
                .withMessageContaining("needs base(…)");
        assertThatIllegalStateException()
                .isThrownBy(() -> Sweep.builder("x").base(SmallSweep::recall).build())
                .withMessageContaining("needs updates(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.builder("a b").base(SmallSweep::recall).updates(1).build())
                .withMessageContaining("but is 'a b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.builder("x").grid("gamma", 0.9).grid("gamma", 0.99))
                .withMessage("the sweep sets 'gamma' twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.builder("x").grid("gamma", 0.9, 0.9))
                .withMessageContaining("none twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sweep.builder("x").halving(0, 3))
                .withMessageContaining("at least 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sampling.logUniform(0, 1))
                .withMessageContaining("0 < low < high");
    }

    @Test
    void givenARunOfAnotherName_thenItFailsWithASentence() {
        Sweep sweep =
                sweep((setting, name) -> SmallSweep.recall(setting, "mine"))
                        .seeds(1)
                        .updates(1)
                        .run();

        assertThat(sweep.runs().get(0).note())
                .contains("must be called 'small-1-seed-1', but is called 'mine'");
    }
}
