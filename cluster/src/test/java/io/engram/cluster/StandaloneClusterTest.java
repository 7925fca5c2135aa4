package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.sweep.Sweep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on a master and two workers, each its own process, one of which is killed. */
@DisabledOnOs(OS.WINDOWS)
class StandaloneClusterTest {
    @TempDir private Path folder;

    @Test
    void givenAWorkerThatIsKilledInTheMiddle_thenItsRunGoesOnElsewhere_toTheSameBits()
            throws Exception {
        Path file = writeSweep();
        Path held = Files.createDirectory(folder.resolve("held"));
        Files.createFile(held.resolve(HeldOnce.HOLD));
        Path output = folder.resolve("output");
        try (var cluster = new StandaloneCluster(folder)) {
            cluster.startMaster();
            Process one = cluster.startWorker("one");
            Process two = cluster.startWorker("two");
            Process driver =
                    cluster.submit(
                            "driver",
                            "--class",
                            SweepApplication.class.getName(),
                            "--jars",
                            cluster.application(),
                            "--executor-memory",
                            "512m",
                            "--conf",
                            "spark.ui.enabled=false",
                            "--conf",
                            "spark.executor.extraJavaOptions=-XX:+UseSerialGC -D"
                                    + HeldOnce.PROPERTY
                                    + "="
                                    + held,
                            cluster.application().split(",")[0],
                            file.toString(),
                            output.toUri().toString());

            cluster.await(() -> Files.exists(held.resolve(HeldOnce.HELD)));
            String[] who = Files.readString(held.resolve(HeldOnce.HELD)).split(" ");
            String run = runOf(who[1]);
            Path latest = output.resolve("checkpoints/held").resolve(run).resolve("latest");
            cluster.await(() -> Files.exists(latest));
            boolean isOne =
                    one.descendants().anyMatch(each -> each.pid() == Long.parseLong(who[0]));
            cluster.kill(isOne ? one : two);

            assertThat(driver.waitFor(5, TimeUnit.MINUTES)).isTrue();
            String told = Files.readString(cluster.output("driver"));
            assertThat(driver.exitValue()).as(told).isZero();
            assertThat(told).contains("20 runs: 20 done");
            assertThat(cluster.told(isOne ? "two" : "one"))
                    .containsPattern("the run '" + run + "' goes on after update [24], attempt 1");
        }
        SmallSweep.assertSame(output, SmallSweep.alone(Sweep.read(file), folder.resolve("alone")));
    }

    /** The run in the name of its engine thread, or of one that helps it to step environments. */
    private static String runOf(String thread) {
        return thread.replaceFirst("^engram-engine-", "").replaceFirst("-helper-\\d+$", "");
    }

    private Path writeSweep() throws Exception {
        Files.writeString(
                folder.resolve("cartpole.yaml"),
                """
                name: cartpole
                environment: {id: CartPole-v1, wrappers: [MaskVelocity, HeldOnce], count: 4}
                network: {lstm: 16, hidden: 16}
                updates: 8
                checkpoint_every: 2
                agent: {algorithm: recurrent_ppo, n_steps: 64, seq_len: 16, n_mini_batch: 2, epoch: 2}
                """);
        return Files.writeString(
                folder.resolve("held.yaml"),
                """
                name: held
                base: cartpole.yaml
                grid: {learning_rate: [1e-3, 3e-3]}
                random: {entropy_coef: {log_uniform: [1e-4, 1e-2]}}
                draws: 2
                seeds: [1, 2, 3, 4, 5]
                """);
    }
}
