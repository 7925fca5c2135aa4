package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.rollout.RolloutCollector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerMemoryTest {
    @Test
    void givenManyUpdates_thenNoTensorIsLeftBehindWithTheParameters() {
        List<Integer> counts = EngineThread.call(() -> countTensors(10));

        assertThat(counts.get(0)).isPositive();
        assertThat(counts).containsOnly(counts.get(0));
    }

    private static List<Integer> countTensors(int updates) {
        var counts = new ArrayList<Integer>();
        try (var envs = VectorEnvironment.of(4, Recall::new)) {
            var agent = Runs.agent(envs);
            try (var learner = agent.learner(envs.observationSpace(), envs.actionSpace(), 4, 1)) {
                var collector = new RolloutCollector(envs, agent.network(), true);
                collector.begin(envs.reset(1), null);
                NDManager lasting = learner.parameters().flat().getManager();
                for (int update = 0; update < updates; update++) {
                    try (var phase = NDManager.newBaseManager()) {
                        var rollout =
                                collector.collect(
                                        learner.parameters(),
                                        phase,
                                        8,
                                        learner.actionRandom(),
                                        () -> {});
                        learner.update(rollout, update, phase, () -> {});
                    }
                    counts.add(lasting.getManagedArrays().size());
                }
            }
        }
        return counts;
    }
}
