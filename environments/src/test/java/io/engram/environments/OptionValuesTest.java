package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.ActEvery;
import io.engram.environment.wrapper.ClipReward;
import io.engram.environment.wrapper.DropObservation;
import io.engram.environment.wrapper.FlattenImage;
import io.engram.environment.wrapper.FrameSkip;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.GreyImage;
import io.engram.environment.wrapper.LevelSeeds;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.environment.wrapper.NoisyObservation;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.environment.wrapper.RecordStatistics;
import io.engram.environment.wrapper.RepeatAction;
import io.engram.environment.wrapper.RescaleAction;
import io.engram.environment.wrapper.ResizeImage;
import io.engram.environment.wrapper.ScaleReward;
import io.engram.environment.wrapper.StickyActions;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.environments.classic.CartPole;
import io.engram.network.RecurrentActorCritic;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value that an option takes comes back from a checkpoint. */
class OptionValuesTest {
    private static final List<Object> CANDIDATES =
            Arrays.asList(
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    Double.NaN,
                    -Double.MAX_VALUE,
                    Double.MIN_VALUE,
                    -0.0,
                    0.0,
                    0.1f,
                    0.1,
                    1.0 / 3,
                    -11.5,
                    (1L << 53) + 1,
                    Long.MAX_VALUE,
                    Integer.MAX_VALUE,
                    0,
                    3L,
                    (short) 5,
                    7,
                    11.0,
                    100,
                    true,
                    false,
                    "pixels",
                    "one hot",
                    List.of(),
                    List.of(1, 2L),
                    List.of(3.0));

    private static EnvironmentSpec throughJson(EnvironmentSpec spec) throws Exception {
        var mapper = new ObjectMapper();
        return mapper.readValue(mapper.writeValueAsBytes(spec), EnvironmentSpec.class);
    }

    static List<String> ids() {
        return Environments.all();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givenAnyValueThatAnOptionTakes_whenSaved_thenTheSameEnvironmentComesBack(String id)
            throws Exception {
        for (EnvironmentOption<?> option : Environments.describe(id).options()) {
            for (Object value : candidates(option)) {
                EnvironmentSpec spec;
                try (var made = Environments.make(id, Map.of(option.name(), value))) {
                    spec = made.spec().orElseThrow();
                } catch (IllegalArgumentException notLegal) {
                    continue;
                }
                try (var again = Environments.make(throughJson(spec))) {
                    assertThat(again.spec()).as("%s = %s", option.name(), value).contains(spec);
                }
            }
        }
    }

    private static List<Object> candidates(EnvironmentOption<?> option) {
        var all = new ArrayList<>(CANDIDATES);
        all.add(option.defaultValue());
        return all;
    }

    @Test
    void givenWrappersWithAnyLegalValue_whenSaved_thenTheyComeBack() throws Exception {
        double infinity = Double.POSITIVE_INFINITY;
        for (var environment :
                List.of(
                        new ClipReward(new CartPole(), -1, infinity),
                        new ClipReward(new CartPole(), -infinity, infinity),
                        new ClipReward(new CartPole(), -infinity, -0.0),
                        new ClipReward(new CartPole(), -Double.MAX_VALUE, Double.MIN_VALUE),
                        new ScaleReward(new CartPole(), -0.0),
                        new ScaleReward(new CartPole(), Double.MIN_VALUE),
                        new TimeLimit(new CartPole(), Integer.MAX_VALUE),
                        new LevelSeeds(new CartPole(), Integer.MAX_VALUE, Integer.MAX_VALUE),
                        new MaskVelocity(new CartPole(), 3, 3, 0),
                        new FrameSkip(new CartPole(), 4),
                        new FrameStack(new CartPole(), 3),
                        new RepeatAction(new CartPole(), 1_000_000),
                        new ActEvery(new CartPole(), 3, 1),
                        new StickyActions(new CartPole(), 0.25),
                        new StickyActions(new CartPole(), 1),
                        new NoisyObservation(new CartPole(), Double.MIN_VALUE),
                        new NoisyObservation(new CartPole(), 0),
                        new DropObservation(new CartPole(), 1.0 / 3),
                        new DropObservation(new CartPole(), 0, DropObservation.Instead.LAST),
                        new RescaleAction(Environments.make("Pendulum-v1"), -0.1, 1.0 / 3),
                        new RescaleAction(
                                Environments.make("Pendulum-v1"), -Float.MAX_VALUE, 1e-30),
                        new GreyImage(new ResizeImage(pictures(), 4, 4_096)),
                        new FlattenImage(pictures()),
                        new PreviousStep(new RecordStatistics(new CartPole())))) {
            EnvironmentSpec spec = environment.spec().orElseThrow();
            assertThat(Environments.make(throughJson(spec)).spec()).contains(spec);
        }
    }

    private static Environment pictures() {
        return Environments.make("SearingSpotlights-v0");
    }

    @Test
    void givenARewardFloorWithoutACeiling_whenResumed_thenTheRunGoesOn(@TempDir Path folder) {
        var envs =
                VectorEnvironment.of(
                        2, () -> new ClipReward(new CartPole(), -1, Double.POSITIVE_INFINITY));
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).gru(4).hidden(4).build())
                        .nSteps(16)
                        .seqLen(4)
                        .seqMiniBatchSize(8)
                        .build();
        try (var run =
                TrainingRun.builder("floor", agent, envs)
                        .checkpoints(folder)
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(1);
        }

        try (var run = TrainingRun.resume(folder.resolve("floor"))) {
            run.train(2);
            assertThat(run.state().update()).isEqualTo(2);
        }
    }
}
