package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.checkpoint.CheckpointKernels;
import io.engram.engine.Kernels;
import io.engram.fixture.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortableRunTest {
    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> LOWEST =
            Map.of(
                    "ATEN_CPU_CAPABILITY", "default",
                    "ONEDNN_MAX_CPU_ISA", "SSE41",
                    "MKL_ENABLE_INSTRUCTIONS", "SSE4_2");
    private static final Map<String, String> AVX2 =
            Map.of(
                    "ATEN_CPU_CAPABILITY", "avx2",
                    "ONEDNN_MAX_CPU_ISA", "AVX2",
                    "MKL_ENABLE_INSTRUCTIONS", "AVX2");

    @TempDir Path folder;

    @BeforeEach
    void requireAvx2() {
        assumeTrue(
                Kernels.ofThisProcess().instructions().startsWith("AVX"),
                "it is not known whether this processor has AVX2");
    }

    private Path train(String name, boolean portable, Map<String, String> variables)
            throws Exception {
        Path place = folder.resolve(name);
        String printed =
                ChildJvm.run(
                        variables,
                        List.of("-Dengram.portable=" + portable),
                        TrainTwenty.class,
                        place.toString());
        Path checkpoint =
                place.resolve("checkpoints/twenty/update-%06d".formatted(TrainTwenty.UPDATES));
        assertThat(checkpoint).withFailMessage(printed).exists();
        return checkpoint;
    }

    private static String hash(Path checkpoint) throws Exception {
        return new ObjectMapper()
                .readTree(Files.readAllBytes(checkpoint.resolve("manifest.json")))
                .at("/files/parameters.safetensors/sha256")
                .asText();
    }

    @Test
    void givenPortableMode_whenTheVariablesDiffer_thenTwentyUpdatesGiveTheSameHashes()
            throws Exception {
        Path none = train("none", true, NONE);
        Path lowest = train("lowest", true, LOWEST);
        Path avx2 = train("avx2", true, AVX2);

        assertThat(hash(none)).hasSize(64).isEqualTo(hash(lowest)).isEqualTo(hash(avx2));
        Kernels recorded = CheckpointKernels.of(none).orElseThrow();
        assertThat(recorded.portable()).isTrue();
        assertThat(recorded.threads()).isEqualTo(1);
        assertThat(recorded.differences(CheckpointKernels.of(lowest).orElseThrow(), false))
                .isEmpty();
    }

    @Test
    void givenNoPortableMode_whenTheVariablesDiffer_thenTheRecordedKernelsDo() throws Exception {
        Kernels none = CheckpointKernels.of(train("none", false, NONE)).orElseThrow();
        Kernels lowest = CheckpointKernels.of(train("lowest", false, LOWEST)).orElseThrow();

        assertThat(lowest.variables()).isEqualTo(LOWEST);
        assertThat(lowest.differences(none, false))
                .containsExactly(
                        "variables ATEN_CPU_CAPABILITY=default MKL_ENABLE_INSTRUCTIONS=SSE4_2 ONEDNN_MAX_CPU_ISA=SSE41 instead of none");
    }
}
