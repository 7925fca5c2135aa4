package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelsTest {
    private static final Map<String, String> RESTRICTED = Map.of("MKL_CBWR", "COMPATIBLE");

    private static Kernels kernels(boolean portable, String processor, int threads) {
        return new Kernels(
                portable,
                "PyTorch 2.7.1",
                "Linux amd64",
                processor,
                "AVX2",
                portable ? RESTRICTED : Map.of(),
                threads,
                false);
    }

    @Test
    void givenPortableKernels_thenTheProcessorMakesNoDifference() {
        assertThat(kernels(true, "an AMD", 1).differences(kernels(true, "an Intel", 1), false))
                .isEmpty();
    }

    @Test
    void givenPortableKernelsThatNothingRestricts_thenTheProcessorMakesADifference() {
        var one =
                new Kernels(true, "PyTorch", "Linux aarch64", "one", "unknown", Map.of(), 1, false);
        var other =
                new Kernels(
                        true, "PyTorch", "Linux aarch64", "other", "unknown", Map.of(), 1, false);

        assertThat(one.differences(other, false)).containsExactly("processor one instead of other");
    }

    @Test
    void givenOtherKernels_thenEachDifferenceIsNamed() {
        assertThat(kernels(false, "an AMD", 2).differences(kernels(true, "an Intel", 1), false))
                .containsExactly(
                        "engram.portable false instead of true",
                        "processor an AMD instead of an Intel",
                        "variables none instead of MKL_CBWR=COMPATIBLE",
                        "threads 2 instead of 1");
    }

    @Test
    void givenVectorsOnBothSides_thenOnlyWhatTheEngineLearnsMakesADifference() {
        var one = new Kernels(false, "PyTorch", "Linux amd64", "one", "AVX2", Map.of(), 1, true);
        var other = new Kernels(true, "Torch", "Mac aarch64", "other", "none", Map.of(), 2, true);

        assertThat(one.differences(other, true)).isEmpty();
        assertThat(one.differences(other, false)).hasSize(6);
    }

    @Test
    void givenVectorsOnOneSideOnly_thenThatIsADifferenceOfWhatJavaLearns() {
        var one = new Kernels(false, "PyTorch", "Linux amd64", "one", "AVX2", Map.of(), 1, true);
        var other = new Kernels(false, "PyTorch", "Linux amd64", "one", "AVX2", Map.of(), 1, false);

        assertThat(one.differences(other, true)).containsExactly("vectors true instead of false");
        assertThat(one.differences(other, false)).isEmpty();
    }

    @Test
    void givenTheSameKernels_thenThereIsNoDifference() {
        assertThat(kernels(false, "an AMD", 2).differences(kernels(false, "an AMD", 2), true))
                .isEmpty();
    }

    @Test
    void givenThisProcess_thenItsKernelsAreKnown() {
        Kernels kernels = Kernels.ofThisProcess();

        assertThat(kernels.engine()).startsWith("PyTorch 2");
        assertThat(kernels.portable()).isFalse();
        assertThat(kernels.threads()).isEqualTo(1);
        assertThat(kernels.differences(Kernels.ofThisProcess(), true)).isEmpty();
    }
}
