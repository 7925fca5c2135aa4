package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is called after every update has the run to look at, to save and to stop. */
@Timeout(120)
class UpdateListenerTest {
    @TempDir Path folder;

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    @Test
    void givenAListener_whenItSavesLooksAndStops_thenTheRunDoesSoAndLosesNoBit() {
        Path kept = folder.resolve("kept/second");
        List<Integer> rows = new ArrayList<>();
        try (var run =
                        Runs.recall(folder, "heard")
                                .onUpdate(
                                        (it, row) -> {
                                            rows.add(it.metrics().rowCount());
                                            if (row.update() == 2) {
                                                it.save(kept);
                                                it.save();
                                            }
                                            if (row.update() == 3) {
                                                it.stop();
                                            }
                                        })
                                .build();
                var straight = Runs.recall(folder, "straight").build()) {
            run.train(10);
            assertThat(run.state().update()).isEqualTo(3);
            assertThat(rows).containsExactly(1, 2, 3);
            assertThat(Policy.load(kept).updates()).isEqualTo(2);
            assertThat(Policy.load(run.checkpoints()).updates()).isEqualTo(3);

            run.train(5);
            straight.train(5);
            Bits.assertSame(run.state(), straight.state());
        }
    }

    @Test
    void givenAListener_whenItTestsThePolicy_thenThatIsPossible() {
        List<Integer> lengths = new ArrayList<>();
        try (var run =
                Runs.recall(folder, "tested")
                        .onUpdate(
                                (it, row) ->
                                        lengths.add(
                                                Evaluation.of(it.policy(), Recall::new)
                                                        .episodes(3)
                                                        .run()
                                                        .episodes()
                                                        .size()))
                        .build()) {
            run.train(2);
        }
        assertThat(lengths).containsExactly(3, 3);
    }

    @Test
    void givenAListener_whenItTrainsOrCloses_thenThatIsRefusedAtOnceAndTrainingGoesOn() {
        List<Throwable> failures = new ArrayList<>();
        long start = System.nanoTime();
        try (var run =
                Runs.recall(folder, "reentered")
                        .onUpdate(
                                (it, row) -> {
                                    failures.add(catchThrowable(() -> it.train(9)));
                                    failures.add(catchThrowable(it::close));
                                })
                        .build()) {
            run.train(1);

            assertThat(run.state().update()).isEqualTo(1);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
        }
        assertThat(failures)
                .allSatisfy(each -> assertThat(each).isInstanceOf(IllegalStateException.class))
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "train was called in onUpdate of the run 'reentered', which is training then and goes on when onUpdate returns; call it after the train call that is going on",
                        "close was called in onUpdate of the run 'reentered', which is training then and goes on when onUpdate returns; call run.stop() there and close the run afterwards");
    }

    @Test
    void givenAnotherThread_whenItStopsTheRun_thenTheCallReturnsAfterAnUpdate() throws Exception {
        var begun = new CountDownLatch(1);
        try (var run =
                Runs.recall(folder, "stopped").onUpdate((it, row) -> begun.countDown()).build()) {
            run.stop();
            var cell = new Thread(() -> run.train(1_000_000));
            cell.start();
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            run.stop();
            cell.join(60_000);

            assertThat(cell.isAlive()).isFalse();
            assertThat(Policy.load(run.checkpoints()).updates()).isEqualTo(run.state().update());
        }
    }

    @Test
    void givenAResumedRun_thenItsListenersHaveItToo() {
        try (var run = Runs.recall(folder, "resumed").build()) {
            run.train(1);
        }
        List<Long> heard = new ArrayList<>();
        try (var run =
                TrainingRun.resuming(folder.resolve("checkpoints/resumed"))
                        .environments(environments())
                        .onUpdate((it, row) -> heard.add(it.state().update()))
                        .onUpdate(row -> heard.add(-row.update()))
                        .build()) {
            run.train(3);
        }
        assertThat(heard).containsExactly(2L, -2L, 3L, -3L);
    }
}
