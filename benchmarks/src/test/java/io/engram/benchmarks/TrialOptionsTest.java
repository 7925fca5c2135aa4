package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.engram.benchmarks.Trial.Purpose;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialOptionsTest {
    @Test
    void givenEverything_thenItIsRead() {
        var options =
                TrialOptions.parse(
                        "tune",
                        "cartpole-v1-masked",
                        "poc-memory",
                        "--seeds",
                        "3,7-9",
                        "--kernels",
                        "native,sse4",
                        "--threads",
                        "1,2",
                        "--set",
                        "gamma=0.98",
                        "--set",
                        "lam=0.9",
                        "--jobs",
                        "1",
                        "--out",
                        "some.csv");

        assertThat(options)
                .isEqualTo(
                        new TrialOptions(
                                Purpose.TUNE,
                                List.of(Task.CARTPOLE_V1_MASKED, Task.POC_MEMORY),
                                List.of(3L, 7L, 8L, 9L),
                                List.of(Kernels.NATIVE, Kernels.SSE4),
                                List.of(1, 2),
                                Map.of("gamma", "0.98", "lam", "0.9"),
                                1,
                                Path.of("some.csv")));
    }

    @Test
    void givenOnlyATask_thenTwentyReportingSeedsAreDrawn() {
        var options = TrialOptions.parse("report", "poc-memory");

        assertThat(options.seeds()).hasSize(20).startsWith(1_001L).allMatch(Purpose.REPORT::owns);
        assertThat(options.out()).isEqualTo(Path.of("target", "trials", "report.csv"));
    }

    @Test
    void givenAChange_thenItCannotBeReportedOn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrialOptions.parse("report", "poc-memory", "--set", "gamma=0.98"))
                .withMessageContaining("--set is for tuning");
    }

    @Test
    void givenAnythingElse_thenTheMessageSaysWhatIsLegal() {
        refused("tune or report", "play", "poc-memory");
        refused("the tasks are [poc-memory", "tune", "chess");
        refused("kernels must be some of [native", "tune", "poc-memory", "--kernels", "mmx");
        refused("--seeds must be such as", "tune", "poc-memory", "--seeds", "many");
        refused("--threads must be numbers", "tune", "poc-memory", "--threads", "0");
        refused("--set must be name=value", "tune", "poc-memory", "--set", "gamma");
        refused("--out needs a value", "tune", "poc-memory", "--out");
        refused("not [--speed]", "tune", "poc-memory", "--speed", "9");
    }

    private static void refused(String message, String... arguments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrialOptions.parse(arguments))
                .withMessageContaining(message);
    }
}
