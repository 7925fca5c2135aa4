package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.engram.fixture.ChildJvm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortableModeTest {
    private static String describe(List<String> options, String... values) throws Exception {
        return ChildJvm.run(Map.of("MKL_CBWR", "AUTO"), options, DescribeDevices.class, values);
    }

    private static void assumeAvx2() {
        assumeTrue(Processor.isX86(), "the variables are for x86-64 only");
        assumeFalse(Processor.lacksAvx2(), "this processor has no AVX2");
    }

    @Test
    void givenPortableIsTrue_thenTheLibrariesAreRestrictedWhateverTheVariablesWere()
            throws Exception {
        assumeAvx2();

        assertThat(describe(List.of(), "true"))
                .contains("kernels: portable")
                .contains("ATEN_CPU_CAPABILITY=avx2")
                .contains("MKL_CBWR=COMPATIBLE");
    }

    @Test
    void givenPortableIsFalse_thenTheVariablesStayAsTheyWere() throws Exception {
        assertThat(describe(List.of(), "false"))
                .contains("kernels: not portable")
                .contains("variables: MKL_CBWR=AUTO");
    }

    @Test
    void givenAnIllegalValue_thenItIsRefusedAndCanBeCorrected() throws Exception {
        assertThat(describe(List.of(), "yes", "false"))
                .contains(
                        "IllegalArgumentException: the property engram.portable must be true or false, but is 'yes'")
                .contains("kernels: not portable");
    }

    @Test
    void givenTheEngineIsLoaded_whenPortableIsSet_thenItIsRefused() throws Exception {
        assertThat(describe(List.of(), "false", "true"))
                .contains("kernels: not portable")
                .contains(
                        "IllegalStateException: engram.portable was set to true after the engine had been loaded with false; restart Java (in a notebook, the kernel) and set it first");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenOthersHaveLoadedTheEngine_whenPortableIsTrue_thenItIsRefused() throws Exception {
        assumeAvx2();

        assertThat(describe(List.of(), "engine", "true"))
                .contains("IllegalStateException: engram.portable=true comes too late")
                .doesNotContain("kernels:");
    }
}
