package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentException;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.ClipReward;
import io.engram.environment.wrapper.LevelSeeds;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing goes on silently in something else than was trained. */
class SameTaskTest {
    @TempDir Path folder;

    /** The same spaces, and another task. */
    private static class Backwards extends Recall {
        @Override
        public Step step(Action action) {
            return super.step(Action.of(1 - action.choice()));
        }
    }

    private TrainingRun run(String name, VectorEnvironment envs) {
        return TrainingRun.builder(name, Runs.agent(envs), envs)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"))
                .build();
    }

    private Path trained(
            String name, Supplier<? extends io.engram.environment.Environment> factory) {
        try (var run = run(name, VectorEnvironment.of(4, factory))) {
            run.train(1);
            return run.checkpoints();
        }
    }

    @Test
    void givenAMaskedPolicy_whenTestedWithoutTheMask_thenBothTasksAreNamed() {
        Path path = trained("masked", () -> new MaskVelocity(new Recall(), 1));
        var policy = Policy.load(path);
        var bare = Evaluation.of(policy, Recall::new).episodes(2);

        assertThatThrownBy(bare::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the policy 'masked' was trained in Recall in MaskVelocity(indices = [1]), but is tested in Recall; use the same environment and wrappers, or call anotherTask() if that is meant");
        assertThat(bare.anotherTask().run().episodes()).hasSize(2);
        assertThatCode(
                        () ->
                                Evaluation.of(policy, () -> new MaskVelocity(new Recall(), 1))
                                        .episodes(1)
                                        .run())
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> Evaluation.of(policy, () -> new MaskVelocity(new Recall(), 0)).run())
                .hasMessageContaining("MaskVelocity(indices = [0])");
    }

    @Test
    void givenAPolicy_whenTestedWithWrappersThatItCannotNotice_thenTheyMayDiffer() {
        Path path =
                trained("unnoticed", () -> new TimeLimit(new ClipReward(new Recall(), 0, 1), 9));
        var policy = Policy.load(path);

        assertThat(
                        Evaluation.of(policy, () -> new LevelSeeds(new Recall(), 5, 3))
                                .episodes(2)
                                .run()
                                .episodes())
                .hasSize(2);
        assertThatThrownBy(
                        () ->
                                Evaluation.of(policy, () -> new EnvironmentWrapper(new Recall()) {})
                                        .run())
                .hasMessageContaining("tested in Recall in EnvironmentWrapper");
    }

    @Test
    void givenAPolicyThatSeesRewards_whenTheyAreChangedOtherwise_thenItIsAnotherTask() {
        Path path = trained("rewards", () -> new PreviousStep(new ClipReward(new Recall(), -1, 2)));
        var policy = Policy.load(path);

        assertThatThrownBy(() -> Evaluation.of(policy, () -> new PreviousStep(new Recall())).run())
                .hasMessageContaining("ClipReward(high = 2, low = -1) in PreviousStep")
                .hasMessageContaining("tested in Recall in PreviousStep");
    }

    @Test
    void givenAPolicyThatSeesThePreviousActionAlone_whenRewardsAreChangedOtherwise_thenItMay() {
        Path path =
                trained("action", () -> PreviousStep.actionOf(new ClipReward(new Recall(), -1, 2)));
        var test = Evaluation.of(Policy.load(path), () -> PreviousStep.actionOf(new Recall()));

        assertThat(test.episodes(2).run().episodes()).hasSize(2);
    }

    @Test
    void givenARun_whenResumedInAnotherTask_thenItNeedsTheCallersWord() {
        Path path = trained("resumed", Recall::new);

        assertThatThrownBy(() -> TrainingRun.resume(path, VectorEnvironment.of(4, Backwards::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the run 'resumed' was trained in Recall, but is resumed in Backwards; give the same environments, or say TrainingRun.resuming(path).environments(…).anotherTask() if that is meant");

        float[] learned = CheckpointStore.load(path).state().learner().parameters();
        try (var run = resumedInAnotherTask(path, Backwards::new)) {
            assertThat(run.state().learner().parameters()).isEqualTo(learned);
            assertThat(run.state().hiddenState()).containsOnly(0);
            assertThat(run.state().recentEpisodes()).isEmpty();
            run.train(2);
        }
        try (var run = TrainingRun.resume(path, VectorEnvironment.of(4, Backwards::new))) {
            assertThat(run.state().update()).isEqualTo(2);
            assertThat(run.description().task()).map(Object::toString).contains("Backwards");
        }
    }

    @Test
    void givenOneVector_whenASecondRunWantsIt_thenTheFirstKeepsItUndisturbed() {
        var envs = VectorEnvironment.of(4, Recall::new);
        try (var first = run("first", envs)) {
            first.train(1);
            assertThatThrownBy(() -> run("second", envs))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "these environments belong to the run 'first' already; make new ones for the run 'second', since each run steps its own");
            assertThatThrownBy(() -> run("third", envs.normalizeRewards(0.99)))
                    .hasMessageContaining("belong to the run 'first'");
            first.train(2);
        }
    }

    @Test
    void givenARunThatIsStartedOverInItsVector_thenTheEarlierOneSaysThatItIsOver() {
        var envs = VectorEnvironment.of(4, Recall::new);
        var first = run("again", envs);
        first.train(1);

        try (var second =
                TrainingRun.resuming(first.checkpoints())
                        .environments(envs)
                        .checkpoints(folder.resolve("elsewhere"))
                        .build()) {
            second.train(2);
            assertThatThrownBy(() -> first.train(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "the environments of this run 'again' were given to a newer run of that name; go on with that one, or resume this one in new environments");
            second.train(3);
            assertThat(second.state().update()).isEqualTo(3);
        }
        assertThat(first.state().update()).isEqualTo(1);
    }

    @Test
    void givenARunThatCannotBegin_whenTheCauseIsMended_thenItsVectorIsFree() {
        var envs = VectorEnvironment.of(4, Recall::new);
        class Rich extends Recall {
            @Override
            public ActionSpace actionSpace() {
                return ActionSpace.discrete(5);
            }
        }
        var rich = VectorEnvironment.of(4, Rich::new);
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(rich).gru(4).hidden(4).build())
                        .build();
        assertThatThrownBy(
                        () ->
                                TrainingRun.builder("wrong", agent, envs)
                                        .checkpoints(folder.resolve("checkpoints"))
                                        .logs(folder.resolve("logs"))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the policy");
        try (var run = run("mended", envs)) {
            run.train(1);
        }
    }

    @Test
    void givenAnEnvironmentThatIsNotDeterministic_whenResumed_thenReplaySaysSo() {
        var made = new AtomicInteger();
        class Moody extends Recall {
            private final int mood = made.incrementAndGet();

            Moody() {
                super(40);
            }

            @Override
            public Step step(Action action) {
                Step step = super.step(action);
                return new Step(
                        step.observation().withFloats(new float[] {mood, 0}),
                        step.reward(),
                        step.terminated(),
                        step.truncated(),
                        step.info());
            }
        }
        Path path = trained("moody", Moody::new);

        assertThatThrownBy(() -> TrainingRun.resume(path, VectorEnvironment.of(4, Moody::new)))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("Moody (environment 0) showed something else than before")
                .hasMessageContaining("32 saved actions")
                .hasMessageContaining("anotherTask");
        try (var run = resumedInAnotherTask(path, Moody::new)) {
            run.train(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void givenAnEnvironmentThatReusesItsArrays_whenTrained_thenItIsNamed(int arrays) {
        class Thrifty extends Recall {
            private final float[][] ring = new float[arrays][2];
            private int next;

            private Observation reused(float value) {
                float[] array = ring[next++ % arrays];
                array[0] = value;
                array[1] = next;
                return Observation.of(array);
            }

            @Override
            public Observation reset(long seed) {
                return reused(super.reset(seed).floats()[0]);
            }

            @Override
            public Step step(Action action) {
                Step step = super.step(action);
                return new Step(
                        reused(step.observation().floats()[0]),
                        step.reward(),
                        step.terminated(),
                        step.truncated(),
                        step.info());
            }
        }
        try (var run = run("thrifty" + arrays, VectorEnvironment.of(4, Thrifty::new))) {
            assertThatThrownBy(() -> run.train(1))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("Thrifty (environment 0) changed an observation")
                    .hasMessageContaining("return a new array each time");
        }
    }

    @Test
    void givenAnEnvironmentThatShowsOneConstantArray_thenThatIsAllowed() {
        class Constant extends Recall {
            private static final Observation BLANK = Observation.of(0, 0);

            @Override
            public Step step(Action action) {
                Step step = super.step(action);
                return new Step(BLANK, step.reward(), step.terminated(), false, step.info());
            }
        }
        Path path = trained("constant", Constant::new);
        try (var run = TrainingRun.resume(path, VectorEnvironment.of(4, Constant::new))) {
            run.train(2);
            assertThat(run.state().update()).isEqualTo(2);
        }
    }

    @Test
    void givenNoEnvironments_whenResumedInAnotherTask_thenTheyAreAskedFor() {
        Path path = trained("missing", Recall::new);

        assertThatThrownBy(() -> TrainingRun.resuming(path).anotherTask().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environments(…)");
    }

    private static TrainingRun resumedInAnotherTask(Path path, Supplier<Environment> other) {
        return TrainingRun.resuming(path)
                .environments(VectorEnvironment.of(4, other))
                .anotherTask()
                .build();
    }
}
