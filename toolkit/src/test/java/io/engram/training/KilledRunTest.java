package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRunTest {
    @TempDir Path folder;

    @Test
    void givenAKilledProcess_thenResumeGivesTheBitsOfAnUnbrokenRun() throws Exception {
        Path checkpoints = folder.resolve("checkpoints/killed");
        Process process = start();
        try {
            awaitThirdCheckpoint(process, checkpoints);
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

    private Process start() throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        TrainForever.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void awaitThirdCheckpoint(Process process, Path checkpoints)
            throws InterruptedException {
        var deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (!Files.exists(checkpoints.resolve("update-000003"))) {
            assertThat(process.isAlive()).isTrue();
            assertThat(Instant.now()).isBefore(deadline);
            Thread.sleep(20);
        }
    }
}
