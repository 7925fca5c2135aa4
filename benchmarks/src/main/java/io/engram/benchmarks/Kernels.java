package io.engram.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The processors that one machine can stand in for: environment variables that hold PyTorch, oneDNN
 * and MKL to older instructions than the processor has, and so to other kernels with other
 * rounding.
 *
 * <p>A kind that asks for more than the processor has, gives what {@link #NATIVE} gives; {@link
 * TrialSummary} finds that out by the bits.
 */
enum Kernels {
    /** Whatever the libraries choose on this processor. */
    NATIVE(Map.of()),
    /** AVX-512. */
    AVX512(variables("avx512", "AVX512_CORE", "AVX512")),
    /** AVX2. */
    AVX2(variables("avx2", "AVX2", "AVX2")),
    /** AVX, for oneDNN and MKL; PyTorch's own kernels are the plain ones. */
    AVX(variables("default", "AVX", "AVX")),
    /** SSE 4, for oneDNN and MKL; PyTorch's own kernels are the plain ones. */
    SSE4(variables("default", "SSE41", "SSE4_2"));

    private final Map<String, String> variables;

    Kernels(Map<String, String> variables) {
        this.variables = variables;
    }

    private static Map<String, String> variables(String pytorch, String oneDnn, String mkl) {
        return Map.of(
                "ATEN_CPU_CAPABILITY", pytorch,
                "ONEDNN_MAX_CPU_ISA", oneDnn,
                "MKL_ENABLE_INSTRUCTIONS", mkl);
    }

    /** The environment variables of a process with these kernels. */
    Map<String, String> variables() {
        return variables;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kernels named(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "kernels must be some of %s, but are '%s'"
                                                .formatted(
                                                        Arrays.stream(values())
                                                                .map(Kernels::label)
                                                                .toList(),
                                                        label)));
    }
}
