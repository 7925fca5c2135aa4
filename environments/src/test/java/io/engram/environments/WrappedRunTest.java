package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.Agent;
import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.DropObservation;
import io.engram.environment.wrapper.FrameSkip;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.GreyImage;
import io.engram.environment.wrapper.NoisyObservation;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.environment.wrapper.RepeatAction;
import io.engram.environment.wrapper.RescaleAction;
import io.engram.environment.wrapper.ResizeImage;
import io.engram.environment.wrapper.StickyActions;
import io.engram.fixture.Bits;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.AgentConfig;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run in wrappers goes on in mid-episode, by their names alone, to the bits of an unbroken one.
 */
class WrappedRunTest {
    private static final AgentConfig CONFIG =
            AgentConfig.ofYaml(
                    "algorithm: recurrent_ppo\nn_steps: 12\nepoch: 1\nn_mini_batch: 2\nseq_len: 4");

    private enum Wrapped {
        PARTIAL_VIEW(
                () ->
                        new DropObservation(
                                new NoisyObservation(
                                        new StickyActions(Environments.make("CartPole-v1"), 0.3),
                                        0.1),
                                0.4,
                                DropObservation.Instead.LAST)),
        TORQUES(
                () ->
                        new RepeatAction(
                                new RescaleAction(
                                        new StickyActions(Environments.make("Pendulum-v1"), 0.25),
                                        -1,
                                        1),
                                2)),
        GAME(
                () ->
                        new FrameStack(
                                new GreyImage(
                                        new ResizeImage(
                                                new FrameSkip(
                                                        new StickyActions(
                                                                Environments.make(
                                                                        "SearingSpotlights-v0"),
                                                                0.25),
                                                        4),
                                                36,
                                                36)),
                                2)),
        PARTS(
                () ->
                        new FrameStack(
                                new PreviousStep(
                                        new DropObservation(
                                                Environments.make("MortarMayhemB-Grid-v0"), 0.5)),
                                2)) {
            @Override
            VectorEnvironment environments() {
                return super.environments().normalizeObservations();
            }
        };

        private final Supplier<Environment> maker;

        Wrapped(Supplier<Environment> maker) {
            this.maker = maker;
        }

        VectorEnvironment environments() {
            return VectorEnvironment.of(2, maker);
        }
    }

    @TempDir private Path folder;

    private TrainingRun begun(String name, Wrapped wrapped) {
        var envs = wrapped.environments();
        var network = RecurrentActorCritic.builder(envs).gru(8).hidden(8).build();
        return TrainingRun.builder(name, Agent.of(CONFIG, network), envs)
                .seed(5)
                .checkpoints(folder)
                .logs(folder.resolve("logs"))
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void givenARunInWrappers_whenResumedInMidEpisode_thenItLosesNoBit(Wrapped wrapped) {
        try (var run = begun("broken", wrapped)) {
            run.train(2);
            assertThat(run.state().environments().episodes())
                    .anySatisfy(episode -> assertThat(episode.actions()).isNotEmpty());
        }
        try (var run = TrainingRun.resume(folder.resolve("broken"));
                var unbroken = begun("unbroken", wrapped)) {
            run.train(4);
            unbroken.train(4);
            Bits.assertSame(run.state(), unbroken.state());
        }
    }
}
