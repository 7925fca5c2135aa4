package io.engram.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.MetricHistory;
import io.engram.checkpoint.RunState;
import io.engram.disk.Faults;
import io.engram.fixture.Bits;
import io.engram.fixture.TestProcess;
import io.engram.random.RandomStream;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that trains is killed and resumed, again and again. */
class KilledRunTest {
    /** How many processes are killed in all; {@code -Dengram.kills=500} for more. */
    private static final int KILLS = Integer.getInteger("engram.kills", 21);

    private static final int SAMPLES = SampleRun.values().length;

    /** A run that goes on makes about as many operations on files in its two updates. */
    private static final int OPERATIONS = 60;

    /** Shares no divisor with the above, so that all operations have their turn. */
    private static final int STRIDE = 23;

    /** By then a process has opened its run and made some updates. */
    private static final int MILLISECONDS = 1_500;

    private static final List<Faults.Fault> WAYS =
            List.of(Faults.Fault.KILL, Faults.Fault.TORN_KILL, Faults.Fault.NONE);
    private static final int KILLED = 137;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void givenKillsAtAnyMomentAndBeforeOperationsOnFiles_thenNothingIsLostAndNoBitDiffers(
            SampleRun sample) throws Exception {
        long saved = 0;
        int killed = 0;
        int kills = 0;
        for (int kill = sample.ordinal(); kill < KILLS; kill += SAMPLES) {
            Faults.Fault way = WAYS.get(kills % WAYS.size());
            int operation = 1 + kill * STRIDE % OPERATIONS;
            int exit =
                    way == Faults.Fault.NONE
                            ? killAnyTime(sample, kill)
                            : kill(sample, way, operation);
            String which = "kill %d: %s %d".formatted(kill, way, operation);
            assertThat(exit).as("%s printed %s", which, Files.readString(output())).isIn(0, KILLED);
            assertThat(savedUpdate()).as(which).isGreaterThanOrEqualTo(saved);
            saved = savedUpdate();
            killed += exit == KILLED ? 1 : 0;
            kills++;
        }

        assertThat(killed).isGreaterThanOrEqualTo(kills * 2 / 3);
        requireTheBitsOfAnUnbrokenRun(sample);
    }

    private Process start(SampleRun sample, Faults.Fault way, int operation) throws IOException {
        Files.deleteIfExists(TrainUntilKilled.opening(folder));
        return TestProcess.startAlike(
                ProcessBuilder.Redirect.to(output().toFile()),
                TrainUntilKilled.class,
                folder.toString(),
                sample.name(),
                way.name(),
                Integer.toString(operation));
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    /** Before an operation on files, or in the middle of it. */
    private int kill(SampleRun sample, Faults.Fault way, int operation) throws Exception {
        Process process = start(sample, way, operation);
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private int killAnyTime(SampleRun sample, int kill) throws Exception {
        Process process = start(sample, Faults.Fault.NONE, 0);
        try {
            TestProcess.await(process, TrainUntilKilled.opening(folder));
            Thread.sleep(RandomStream.of(kill, "kills").nextInt(MILLISECONDS));
        } finally {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /** The update of the newest checkpoint, which must be readable; 0 if there is none yet. */
    private long savedUpdate() {
        Path run = SampleRun.checkpoints(folder, TrainUntilKilled.NAME);
        return Files.exists(run.resolve("latest")) ? CheckpointStore.load(run).state().update() : 0;
    }

    private void requireTheBitsOfAnUnbrokenRun(SampleRun sample) throws IOException {
        try (var resumed = sample.open(folder, TrainUntilKilled.NAME);
                var unbroken = sample.builder(folder, "unbroken").build()) {
            int goal = (int) resumed.state().update() + 1;
            resumed.train(goal);
            unbroken.train(goal);
            RunState expected = unbroken.state();
            Bits.assertSame(resumed.state(), expected);
            assertThat(resumed.state().best()).isEqualTo(expected.best());
            assertThat(Bits.untimed(log(resumed))).isEqualTo(Bits.untimed(log(unbroken)));
            assertThat(resumed.checkpoints().toFile().list((place, name) -> name.startsWith(".u")))
                    .isEmpty();
        }
    }

    private static MetricHistory log(TrainingRun run) throws IOException {
        return MetricHistory.ofCsv(Files.readString(run.logs().resolve("metrics.csv")));
    }
}
