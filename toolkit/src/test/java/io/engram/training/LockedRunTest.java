package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.fixture.TestProcess;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two who want to write in one run's folder, one does. */
class LockedRunTest {
    @TempDir Path folder;

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    @Test
    void givenARunThatAnotherProcessTrains_thenItIsNamedUntilItEnds() throws Exception {
        Path run = folder.resolve("checkpoints/killed");
        Process process = TestProcess.start(TrainForever.class, folder.toString());
        try {
            TestProcess.await(process, run.resolve("update-000002"));

            String owner = "belongs to process " + process.pid() + " since ";
            assertThatThrownBy(() -> TrainingRun.resume(run, environments()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(owner);
            assertThatThrownBy(() -> Runs.recall(folder, "killed").replace(true).build())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(owner);
            assertThat(CheckpointStore.load(run).state().update()).isPositive();
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var resumed = TrainingRun.resume(run, environments())) {
            assertThat(resumed.state().update()).isPositive();
        }
    }

    @Test
    void givenARunThatThisProcessTrains_thenAnotherIsRefusedUntilItStops() throws Exception {
        var updates = new Semaphore(0);
        try (var run = Runs.recall(folder, "one").onUpdate(row -> updates.release()).build()) {
            run.train(1);
            updates.drainPermits();
            var cell = new Thread(() -> run.train(1_000_000));
            cell.start();
            assertThat(updates.tryAcquire(60, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> Runs.recall(folder, "one").replace(true).build())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("belongs to this very process, which is training it");
            cell.interrupt();
            cell.join(60_000);

            try (var other = TrainingRun.resume(run.checkpoints(), environments())) {
                int next = (int) other.state().update() + 1;
                assertThatThrownBy(() -> run.train(next))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining("another run of this process");
                assertThatThrownBy(run::save).hasMessageContaining("another run of this process");
                other.train(next);
            }
        }
    }

    @Test
    void givenAClosedRun_thenItsFolderIsFree() throws Exception {
        try (var run = Runs.recall(folder, "free").build()) {
            run.train(1);
        }
        Process process = TestProcess.start(ResumeOnce.class, folder.toString());

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** A process that resumes the run. */
    static final class ResumeOnce {
        private ResumeOnce() {}

        public static void main(String[] arguments) {
            Path run = Path.of(arguments[0], "checkpoints", "free");
            try (var resumed = TrainingRun.resume(run, environments())) {
                resumed.save();
            }
        }
    }
}
