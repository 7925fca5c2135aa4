package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskTest {
    @ParameterizedTest
    @EnumSource(Task.class)
    void givenATask_thenItsFileTrainsAtLeastAsLongAsItIsJudged(Task task) {
        assertThat(task.config().updates()).isGreaterThanOrEqualTo(task.updates());
        assertThat(Task.named(task.label())).isSameAs(task);
    }

    @Test
    void givenAllTasks_thenEachIsAnotherConfiguration() {
        var fingerprints = new HashSet<String>();
        for (Task task : Task.values()) {
            assertThat(fingerprints.add(TrialRun.fingerprint(task, Map.of()))).isTrue();
        }
    }

    @Test
    void givenTheTaskOfTheTrainingNotebook_thenItIsTheOneThatWasReported() {
        // As in results/trials.csv: whoever changes it draws it anew.
        assertThat(TrialRun.fingerprint(Task.CARTPOLE_V1_MASKED, Map.of()))
                .isEqualTo("cbed05f7c4bd");
    }
}
