package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.rollout.RolloutCollector;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * DJL lends a Java number's memory to PyTorch and frees it while PyTorch still keeps it for the
 * gradient. When the collector ran in between, gradients were wrong now and then.
 */
class GradientUnderCollectionTest {
    private static final int REPETITIONS = 60;

    @Test
    void givenACollectorAtWork_thenTheSameUpdateAlwaysGivesTheSameBits() throws Exception {
        var done = new AtomicBoolean();
        var noise = new Thread(() -> makeGarbage(done));
        noise.start();
        try {
            assertThat(EngineThread.call(GradientUnderCollectionTest::repeatOneUpdate)).hasSize(1);
        } finally {
            done.set(true);
            noise.join();
        }
    }

    private static Set<List<Float>> repeatOneUpdate() {
        var results = new HashSet<List<Float>>();
        var envs = VectorEnvironment.of(8, Recall::new);
        Agent agent = Runs.agent(envs);
        try (envs;
                var learner = agent.learner(envs.observationSpace(), envs.actionSpace(), 8, 1)) {
            LearnerState start = learner.state();
            for (int i = 0; i < REPETITIONS; i++) {
                learner.restore(start);
                results.add(asList(update(agent, learner, envs)));
            }
        }
        return results;
    }

    private static float[] update(Agent agent, Learner learner, VectorEnvironment envs) {
        var collector = new RolloutCollector(envs, agent.network(), true);
        collector.begin(envs.reset(5), null);
        try (var phase = NDManager.newBaseManager()) {
            var rollout =
                    collector.collect(
                            learner.parameters(), phase, 32, learner.actionRandom(), () -> {});
            learner.update(rollout, 0, phase, () -> {});
        }
        return learner.state().parameters();
    }

    private static List<Float> asList(float[] values) {
        var list = new ArrayList<Float>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    private static void makeGarbage(AtomicBoolean done) {
        while (!done.get()) {
            var buffers = new ArrayList<ByteBuffer>();
            for (int i = 0; i < 500; i++) {
                buffers.add(ByteBuffer.allocateDirect(4 + i % 64));
            }
            buffers.clear();
            long start = System.nanoTime();
            ManagementFactory.getMemoryMXBean().gc();
            // As long again for the update, or a collection of a large heap would leave it no time.
            LockSupport.parkNanos(System.nanoTime() - start);
        }
    }
}
