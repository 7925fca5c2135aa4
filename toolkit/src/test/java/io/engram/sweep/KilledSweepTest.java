package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.fixture.TestProcess;
import io.engram.sweep.SweepRun.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process is killed in the middle of a sweep, as by {@code kill -9}. */
class KilledSweepTest {
    private static final int KILLED = 137;

    @TempDir private Path folder;

    @Test
    void givenTwoKillsInTheMiddle_whenTheSweepIsRunAgain_thenEveryRunIsTheSameBitsAsUnbroken()
            throws Exception {
        killInTheMiddle("small-2-seed-1", 9);
        killInTheMiddle("small-1-seed-2", 14);

        Sweep again = SweepUntilKilled.sweep(folder, SmallSweep::recall).run();

        assertThat(again.runs())
                .hasSize(8)
                .allSatisfy(run -> assertThat(run.state()).isEqualTo(State.DONE));
        SmallSweep.assertSameAsAlone(again, folder.resolve("alone"));
    }

    private void killInTheMiddle(String run, int update) throws Exception {
        Path output = folder.resolve(run + ".txt");
        Process process =
                TestProcess.startAlike(
                        ProcessBuilder.Redirect.to(output.toFile()),
                        SweepUntilKilled.class,
                        folder.toString(),
                        run,
                        Integer.toString(update));
        try {
            TestProcess.await(process, SweepUntilKilled.waiting(folder));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(KILLED);
        Files.delete(SweepUntilKilled.waiting(folder));
        Path checkpoints = folder.resolve("checkpoints/small").resolve(run);
        assertThat(CheckpointStore.load(checkpoints).state().update())
                .isBetween(1L, SweepUntilKilled.UPDATES - 1L);
    }
}
