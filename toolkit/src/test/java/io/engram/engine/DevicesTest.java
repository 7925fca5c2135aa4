package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {

    @Test
    void givenTheProcessor_thenItIsTakenUnderItsNameAndUnderNone() {
        assertThat(Devices.of("cpu")).isEqualTo(Device.cpu());
        assertThat(Devices.of("CPU")).isEqualTo(Device.cpu());
        assertThat(Devices.of(null)).isEqualTo(Device.cpu());
    }

    @Test
    void givenAGpuThatIsNotThere_thenNothingElseIsTakenInItsPlace() {
        assertThatThrownBy(() -> Devices.of("cuda:97"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "device 'cuda:97' is not there: the engine sees \\d+ GPU\\(s\\).*")
                .hasMessageContaining("docs/gpu.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tpu", "cuda:", "cuda:x", "cpu:0"})
    void givenAnotherName_thenTheLegalOnesAreSaid(String name) {
        assertThatThrownBy(() -> Devices.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "device must be cpu, cuda or cuda:<number>, but is '%s'".formatted(name));
    }

    @Test
    void givenThisMachine_thenItIsDescribed() {
        assertThat(Devices.describe())
                .contains("engine: PyTorch 2")
                .contains("processors: " + Runtime.getRuntime().availableProcessors())
                .contains("GPUs: ");
    }
}
