package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
    private static final List<String> CPUINFO =
            List.of(
                    "processor\t: 0",
                    "vendor_id\t: GenuineIntel",
                    "cpu family\t: 6",
                    "model\t\t: 85",
                    "model name\t: Intel(R) Xeon(R) Gold 6130",
                    "flags\t\t: fpu sse4_2 fma avx2 avx512f avx512bw avx512dq avx512vl");

    @Test
    void givenWhatLinuxTells_thenTheProcessorHasAName() {
        assertThat(Processor.name(CPUINFO, null))
                .isEqualTo("GenuineIntel Intel(R) Xeon(R) Gold 6130, cpu family 6, model 85");
    }

    @Test
    void givenAnotherSystem_thenTheNameIsItsOwnOrUnknown() {
        assertThat(Processor.name(List.of(), "AMD64 Family 25")).isEqualTo("AMD64 Family 25");
        assertThat(Processor.name(List.of(), null)).isEqualTo("unknown");
    }

    @Test
    void givenFlags_thenTheWidestInstructionsAreKnown() {
        assertThat(Processor.instructions(CPUINFO)).isEqualTo("AVX512");
        assertThat(Processor.instructions(List.of("flags : sse4_2 fma avx2"))).isEqualTo("AVX2");
        assertThat(Processor.instructions(List.of("flags : sse4_2 avx2"))).isEqualTo("SSE");
        assertThat(Processor.instructions(List.of("Features : asimd"))).isEqualTo("unknown");
    }
}
