package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoakTaskTest {
    @Test
    void givenEachTask_whenItsEnvironmentsAreMade_thenItsAgentFitsThem() {
        for (SoakTask task : SoakTask.ALL) {
            try (var environments = task.environments().get()) {
                assertThat(task.agent().apply(environments)).as(task.label()).isNotNull();
            }
        }
    }
}
