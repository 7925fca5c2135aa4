package io.engram.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The property {@code engram.portable}: with {@code true}, PyTorch, oneDNN and MKL use kernels that
 * every x86-64 processor with AVX2 has, and the number of threads does not depend on the machine.
 *
 * <p>The libraries read their variables from the environment when they are first used, so the
 * property counts when the engine is loaded and cannot be changed afterwards.
 */
final class PortableMode {
    static final String PROPERTY = "engram.portable";

    /**
     * What the libraries read. MKL chooses by the processor's maker even where the instructions are
     * the same, and {@code COMPATIBLE} is its one setting with the same results on all of them.
     */
    private static final Map<String, String> PORTABLE = portable();

    private static volatile Boolean inForce;

    private PortableMode() {}

    private static Map<String, String> portable() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("ATEN_CPU_CAPABILITY", "avx2");
        variables.put("ONEDNN_MAX_CPU_ISA", "AVX2");
        variables.put("MKL_ENABLE_INSTRUCTIONS", "AVX2");
        variables.put("MKL_CBWR", "COMPATIBLE");
        return variables;
    }

    /** Whether this process computes with portable kernels; decided when the engine is loaded. */
    static boolean inForce() {
        return Boolean.TRUE.equals(inForce);
    }

    /** Reads the property and sets the variables. Before the engine is loaded, on its thread. */
    static void apply() {
        boolean wanted = read();
        if (wanted && Processor.isX86()) {
            requireUsable();
            PORTABLE.forEach(NativeEnvironment::set);
        }
        inForce = wanted;
    }

    private static void requireUsable() {
        if (Processor.lacksAvx2()) {
            throw new IllegalStateException(
                    "%s=true needs a processor with AVX2 and FMA, but this one, %s, has not both; use %s=false"
                            .formatted(PROPERTY, Processor.name(), PROPERTY));
        }
        if (isLoadedAlready()) {
            throw new IllegalStateException(
                    "%s=true comes too late, since something else in this process has loaded PyTorch already; set it before, best with -D%s=true on Java's command line"
                            .formatted(PROPERTY, PROPERTY));
        }
    }

    /** Whether code that uses DJL without Engram was faster. Only Linux tells. */
    private static boolean isLoadedAlready() {
        try (var mapped = Files.lines(Path.of("/proc/self/maps"))) {
            return mapped.anyMatch(line -> line.contains("torch_cpu"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Refuses a change of the property that can have no effect any more.
     *
     * @throws IllegalStateException if the property was changed after the engine was loaded
     */
    static void requireUnchanged() {
        Boolean decided = inForce;
        if (decided != null && decided != read()) {
            throw new IllegalStateException(
                    "%s was set to %s after the engine had been loaded with %s; restart Java (in a notebook, the kernel) and set it first"
                            .formatted(PROPERTY, !decided, decided));
        }
    }

    private static boolean read() {
        String value = System.getProperty(PROPERTY, "false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "the property %s must be true or false, but is '%s'"
                                    .formatted(PROPERTY, value));
        };
    }

    /** The libraries' variables that are set, as they see them. */
    static Map<String, String> variables() {
        if (inForce()) {
            return Processor.isX86() ? PORTABLE : Map.of();
        }
        var set = new LinkedHashMap<String, String>();
        for (String name : PORTABLE.keySet()) {
            String value = System.getenv(name);
            if (value != null) {
                set.put(name, value);
            }
        }
        return set;
    }
}
