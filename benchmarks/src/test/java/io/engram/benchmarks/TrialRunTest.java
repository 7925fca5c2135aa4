package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialRunTest {
    @Test
    void givenAChange_thenTheAgentHasItAndTheFingerprintIsAnother() {
        var changes = Map.of("gamma", "0.5", "seq_mini_batch_size", "7");
        try (var envs = Task.POC_MEMORY.environments()) {
            var config = TrialRun.agent(Task.POC_MEMORY, envs, changes).config();

            assertThat(config.gamma()).isEqualTo(0.5);
            assertThat(config.seqMiniBatchSize()).isEqualTo(7);
            assertThat(config.nMiniBatch()).isZero();
            assertThat(config.nSteps()).isEqualTo(128);
        }
        assertThat(TrialRun.fingerprint(Task.POC_MEMORY, changes))
                .isNotEqualTo(TrialRun.fingerprint(Task.POC_MEMORY, Map.of()));
    }

    @Test
    void givenTasks_thenEachHasAFingerprintOfItsOwnThatStays() {
        var prints =
                Arrays.stream(Task.values())
                        .map(task -> TrialRun.fingerprint(task, Map.of()))
                        .toList();

        assertThat(prints).doesNotHaveDuplicates();
        assertThat(TrialRun.fingerprint(Task.POC_MEMORY, Map.of())).isEqualTo(prints.get(0));
    }
}
