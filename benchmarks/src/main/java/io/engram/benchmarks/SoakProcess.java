package io.engram.benchmarks;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What this process holds. Resident memory and handles are read from Linux's {@code /proc}, and are
 * NaN elsewhere.
 */
final class SoakProcess {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path HANDLES = Path.of("/proc/self/fd");

    private SoakProcess() {}

    /** Collects garbage, so that what is counted is what is really in use, and counts. */
    static Map<SoakMeasure, Double> measure() throws IOException {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        var values = new EnumMap<SoakMeasure, Double>(SoakMeasure.class);
        values.put(SoakMeasure.RESIDENT, residentMegabytes());
        values.put(SoakMeasure.HEAP, memory.getHeapMemoryUsage().getUsed() / 1e6);
        values.put(SoakMeasure.HEAP_COMMITTED, memory.getHeapMemoryUsage().getCommitted() / 1e6);
        values.put(SoakMeasure.NON_HEAP, memory.getNonHeapMemoryUsage().getUsed() / 1e6);
        values.put(SoakMeasure.BUFFERS, bufferMegabytes());
        values.put(SoakMeasure.HANDLES, handles());
        values.put(
                SoakMeasure.THREADS, (double) ManagementFactory.getThreadMXBean().getThreadCount());
        return values;
    }

    private static double residentMegabytes() throws IOException {
        if (!Files.exists(STATUS)) {
            return Double.NaN;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double bufferMegabytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToDouble(pool -> pool.getMemoryUsed() / 1e6)
                .sum();
    }

    private static double handles() throws IOException {
        if (!Files.exists(HANDLES)) {
            return Double.NaN;
        }
        try (Stream<Path> open = Files.list(HANDLES)) {
            // Without the one that the listing itself has open.
            return open.count() - 1;
        }
    }

    /** The files below a folder, in megabytes. */
    static double megabytes(Path folder) throws IOException {
        double bytes = 0;
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes / 1e6;
    }
}
