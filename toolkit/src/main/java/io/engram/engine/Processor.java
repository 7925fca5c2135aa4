package io.engram.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The processor, as far as the system tells: Linux names it and lists what it can do. */
public final class Processor {
    private static final List<String> CPUINFO = linux();
    private static final Set<String> AVX2 = Set.of("avx2", "fma");
    private static final Set<String> AVX512 =
            Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl", "fma");

    private Processor() {}

    static boolean isX86() {
        return Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    }

    /** Maker and model, such as {@code AuthenticAMD AMD EPYC, family 25, model 1}. */
    static String name() {
        return name(CPUINFO, System.getenv("PROCESSOR_IDENTIFIER"));
    }

    static String name(List<String> cpuinfo, String windows) {
        var parts = new ArrayList<String>();
        String maker = value(cpuinfo, "vendor_id");
        String model = value(cpuinfo, "model name");
        if (!maker.isEmpty() || !model.isEmpty()) {
            parts.add((maker + " " + model).trim());
            Stream.of("cpu family", "model")
                    .filter(field -> !value(cpuinfo, field).isEmpty())
                    .forEach(field -> parts.add(field + " " + value(cpuinfo, field)));
            return String.join(", ", parts);
        }
        return windows == null ? "unknown" : windows;
    }

    /** The widest instructions for which PyTorch has kernels, or {@code unknown}. */
    static String instructions() {
        return instructions(CPUINFO);
    }

    static String instructions(List<String> cpuinfo) {
        List<String> flags = List.of(value(cpuinfo, "flags").split(" "));
        if (flags.contains("")) {
            return "unknown";
        }
        if (flags.containsAll(AVX512)) {
            return "AVX512";
        }
        return flags.containsAll(AVX2) ? "AVX2" : "SSE";
    }

    /** Whether it is known that there is no AVX2. */
    static boolean lacksAvx2() {
        return instructions().equals("SSE");
    }

    /**
     * Whether it multiplies and adds with one rounding. Without, Java does so a thousand times as
     * slowly.
     *
     * @return false if it is known that it does not
     */
    public static boolean canMultiplyAdd() {
        return !lacksAvx2();
    }

    private static String value(List<String> cpuinfo, String field) {
        return cpuinfo.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].trim().equals(field))
                .map(parts -> parts[1].trim())
                .findFirst()
                .orElse("");
    }

    /** What Linux tells of the first processor; nothing elsewhere. */
    private static List<String> linux() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.takeWhile(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
