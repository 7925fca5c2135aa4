package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.RecurrentPPO;
import io.engram.checkpoint.RunState;
import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.network.RecurrentActorCritic;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Episodes of more steps than are played again. */
class LongEpisodeTest {
    private static final int STEPS = 700;

    @TempDir Path folder;

    /** Swings for ever, pushed by every action since the seed. */
    private static final class Swing extends CheckedEnvironment {
        private double height;

        Swing() {
            super(
                    EnvironmentDescription.of("Swing", "Stay low.")
                            .observation(ObservationSpace.vector(1), "the height")
                            .action(ActionSpace.discrete(2), "wait, push"),
                    EnvironmentOptions.none());
        }

        @Override
        protected Observation begin(long seed) {
            height = RandomStream.of(seed, "height").nextDouble();
            return Observation.of((float) height);
        }

        @Override
        protected Step advance(Action action) {
            height = Math.sin(1.7 * height + action.choice());
            return Step.of(Observation.of((float) height), -height);
        }

        @Override
        protected boolean save(SnapshotWriter to) {
            to.put(height);
            return true;
        }

        @Override
        protected void load(SnapshotReader from) {
            height = from.nextDouble();
        }
    }

    private static VectorEnvironment swings() {
        return VectorEnvironment.of(2, Swing::new).normalizeRewards(0.99);
    }

    private TrainingRun run(String name) {
        var envs = swings();
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).gru(4).hidden(4).build())
                        .nSteps(STEPS)
                        .epoch(1)
                        .seqLen(50)
                        .seqMiniBatchSize(14)
                        .build();
        return TrainingRun.builder(name, agent, envs)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"))
                .build();
    }

    @Test
    void givenAnEpisodeWithoutEnd_whenResumed_thenItGoesOnFromASnapshotToTheSameBits()
            throws Exception {
        RunState unbroken;
        try (var run = run("unbroken")) {
            run.train(4);
            unbroken = run.state();
        }
        Path checkpoints;
        try (var run = run("resumed")) {
            run.train(2);
            checkpoints = run.checkpoints();
        }
        try (var run = TrainingRun.resume(checkpoints, swings())) {
            var episode = run.state().environments().episodes().get(0);
            assertThat(episode.middle().orElseThrow().length()).isEqualTo(1_000);
            assertThat(episode.actions()).hasSize(2 * STEPS - 1_000);
            run.train(4);
            Bits.assertSame(run.state(), unbroken);
        }
        assertThat(Files.size(checkpoints.resolve("update-000004/state.json"))).isLessThan(40_000);
    }
}
