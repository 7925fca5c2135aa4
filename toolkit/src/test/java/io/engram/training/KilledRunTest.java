package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunState;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.fixture.TestProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
    /** How many operations of a run are killed before; {@code -Dengram.kills=500} for more. */
    private static final int KILLS = Integer.getInteger("engram.kills", 20);

    /** A run that goes on makes about as many operations on files in its two updates. */
    private static final int OPERATIONS = 60;

    @TempDir Path folder;

    @Test
    void givenAKilledProcess_thenResumeGivesTheBitsOfAnUnbrokenRun() throws Exception {
        Path checkpoints = folder.resolve("checkpoints/killed");
        Process process = TestProcess.start(TrainForever.class, folder.toString());
        try {
            TestProcess.await(process, checkpoints.resolve("update-000003"));
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (var resumed = TrainingRun.resume(checkpoints, VectorEnvironment.of(8, Recall::new));
                var unbroken = Runs.recall(folder, "unbroken").build()) {
            assertThat(resumed.state().update()).isGreaterThanOrEqualTo(2);
            int goal = (int) resumed.state().update() + 1;
            resumed.train(goal);
            unbroken.train(goal);
            Bits.assertSame(resumed.state(), unbroken.state());
        }
    }

    @Test
    void givenKillsBeforeOperationsOnFiles_thenNothingIsLostAndNoBitDiffers() throws Exception {
        List<String> lost = new ArrayList<>();
        long saved = 0;
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            // Spread over all operations, the odd ones torn in the middle of what they write.
            int operation = 1 + kill * OPERATIONS / Math.min(KILLS, OPERATIONS) % OPERATIONS;
            Process process =
                    kill % 2 == 0
                            ? start(Integer.toString(operation))
                            : start(Integer.toString(operation), "torn");
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            killed += process.exitValue() == 137 ? 1 : 0;
            long update = update();
            if (update < saved) {
                lost.add("operation %d: %d after %d".formatted(operation, update, saved));
            }
            saved = update;
        }

        assertThat(lost).isEmpty();
        assertThat(killed).isGreaterThanOrEqualTo(KILLS * 3 / 4);
        assertThat(saved).isPositive();
        requireTheBitsOfAnUnbrokenRun();
    }

    private Process start(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(List.of(arguments));
        return TestProcess.start(SaveUntilKilled.class, all.toArray(String[]::new));
    }

    /** The update of the newest checkpoint, which must be readable; 0 if there is none yet. */
    private long update() {
        Path run = SaveUntilKilled.checkpoints(folder);
        return Files.exists(run.resolve("latest")) ? CheckpointStore.load(run).state().update() : 0;
    }

    private void requireTheBitsOfAnUnbrokenRun() {
        try (var resumed = SaveUntilKilled.open(folder);
                var unbroken = SaveUntilKilled.run(folder, "unbroken").build()) {
            int goal = (int) resumed.state().update() + 1;
            resumed.train(goal);
            unbroken.train(goal);
            RunState expected = unbroken.state();
            Bits.assertSame(resumed.state(), expected);
            assertThat(resumed.state().best()).isEqualTo(expected.best());
            assertThat(resumed.checkpoints().toFile().list((place, name) -> name.startsWith(".u")))
                    .isEmpty();
        }
    }
}
