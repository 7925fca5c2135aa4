package io.engram.benchmarks;

import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Heap and resident memory over 1,000 updates of masked CartPole-v0, at every 100th. Resident
 * memory is read from Linux's /proc.
 */
public final class MemoryOverTime {
    private static final PrintStream OUT = System.out;
    private static final int UPDATES = 1_000;
    private static final int EVERY = 100;

    private MemoryOverTime() {}

    /**
     * Measures and prints.
     *
     * @param arguments nothing
     * @throws IOException if no temporary folder can be made
     */
    public static void main(String[] arguments) throws IOException {
        Task task = Task.CARTPOLE_V0_MASKED;
        var environments = task.environments();
        Path folder = Files.createTempDirectory("memory");
        try (var run =
                TrainingRun.builder("memory", task.agent(environments), environments)
                        .checkpointEvery(UPDATES)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            for (int update = EVERY; update <= UPDATES; update += EVERY) {
                run.train(update);
                report(update);
            }
        }
    }

    private static void report(int update) throws IOException {
        // Through the management interface, so that what is counted is what is really in use.
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "update %4d: heap in use %.1f MB, resident %.1f MB",
                        update,
                        memory.getHeapMemoryUsage().getUsed() / 1e6,
                        residentKilobytes() / 1e3));
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1);
    }
}
