package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.util.NativeResource;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.ScaleReward;
import io.engram.fixture.Recall;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.rollout.Rollout;
import io.engram.rollout.RolloutCollector;
import io.engram.settings.Schedule;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an update does besides its numbers, which {@link GoldenUpdateTest} compares. */
class LearnerTest {
    private static final int ENVIRONMENTS = 4;
    private static final int STEPS = 12;
    private static final int EPOCHS = 3;
    private static final int BATCHES = 4;

    /** A learner, and where it acts: episodes of six steps, cut into four and two. */
    private static final class Lesson implements AutoCloseable {
        private final VectorEnvironment environments;
        private final Learner learner;
        private final RolloutCollector collector;
        private final NDManager phase = NDManager.newBaseManager();

        Lesson(double reward, Function<VectorEnvironment, Agent> agent) {
            this(1, reward, agent);
        }

        Lesson(long seed, double reward, Function<VectorEnvironment, Agent> agent) {
            environments =
                    VectorEnvironment.of(
                            ENVIRONMENTS, () -> new ScaleReward(new Recall(5), reward));
            Agent made = agent.apply(environments);
            learner =
                    made.learner(
                            environments.observationSpace(),
                            environments.actionSpace(),
                            ENVIRONMENTS,
                            seed);
            collector = new RolloutCollector(environments, made.network(), true);
            collector.begin(environments.reset(1), null);
        }

        Rollout collect() {
            return collector.collect(
                    learner.parameters(), phase, STEPS, learner.actionRandom(), () -> {});
        }

        UpdateStatistics update(long number) {
            return learner.update(collect(), number, phase, () -> {});
        }

        @Override
        public void close() {
            phase.close();
            learner.close();
            environments.close();
        }
    }

    private static Agent agent(VectorEnvironment envs, UnaryOperator<RecurrentPPO.Builder> change) {
        return change.apply(
                        RecurrentPPO.builder()
                                .network(
                                        RecurrentActorCritic.builder(envs).gru(8).hidden(8).build())
                                .nSteps(STEPS)
                                .epoch(EPOCHS)
                                .seqLen(4)
                                .nMiniBatch(BATCHES)
                                .learningRate(1e-2))
                .build();
    }

    private static UpdateStatistics update(
            long number, UnaryOperator<RecurrentPPO.Builder> change) {
        return update(number, 1, change);
    }

    private static UpdateStatistics update(
            long number, double reward, UnaryOperator<RecurrentPPO.Builder> change) {
        return EngineThread.call(
                () -> {
                    try (var lesson = new Lesson(reward, envs -> agent(envs, change))) {
                        return lesson.update(number);
                    }
                });
    }

    @Test
    void givenANumberOfMiniBatches_thenEachEpochMakesSoManySteps() {
        UpdateStatistics statistics = update(0, builder -> builder);

        assertThat(statistics.miniBatches()).isEqualTo(EPOCHS * BATCHES);
        // Of each environment 4 + 2 + 4 + 2 steps.
        assertThat(statistics.sequences()).isEqualTo(4 * ENVIRONMENTS);
        assertThat(statistics.sequenceLength()).isEqualTo(4);
        assertThat(statistics.paddingShare()).isCloseTo(0.25, within(1e-12));
        assertThat(statistics.firstRatio()).isCloseTo(1, within(1e-5));
        // A mean over mini-batches, of a policy that still hardly prefers one of two actions.
        assertThat(statistics.entropy()).isBetween(0.5, Math.log(2));
        assertThat(statistics.hiddenStateDrift()).isNaN();
        assertThat(statistics.rnd()).isNull();
    }

    @Test
    void givenASizeOfMiniBatches_thenTheRestOfTheSequencesIsAStepToo() {
        UpdateStatistics statistics = update(0, builder -> builder.seqMiniBatchSize(15));

        assertThat(statistics.miniBatches()).isEqualTo(EPOCHS * 2);
    }

    @Test
    void givenATargetKl_thenTheUpdateEndsWithTheMiniBatchThatExceedsIt() {
        // The first has the policy that acted, and no distance to it.
        assertThat(update(0, builder -> builder.targetKl(1e-6)).miniBatches()).isEqualTo(2);
        assertThat(update(0, builder -> builder.targetKl(1e6)).miniBatches())
                .isEqualTo(EPOCHS * BATCHES);
    }

    @Test
    void givenMemoriesThatBeginEmpty_thenTheFirstRatioIsNot1() {
        assertThat(update(0, builder -> builder.storedHiddenState(false)).firstRatio())
                .isNotCloseTo(1, within(1e-4));
    }

    @Test
    void givenMemoriesThatBeginEmpty_whenSequencesAreWholeEpisodes_thenItMakesNoDifference() {
        assertThat(update(0, builder -> builder.storedHiddenState(false).seqLen(0)).firstRatio())
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void givenMemoriesThatAreComputedAnew_thenItIsToldHowFarTheStoredOnesWereOff() {
        assertThat(update(0, builder -> builder.recomputeHiddenState(true)).hiddenStateDrift())
                .isBetween(1e-4, 1.0);
        // Nothing has changed before the first epoch.
        assertThat(
                        update(0, builder -> builder.recomputeHiddenState(true).epoch(1))
                                .hiddenStateDrift())
                .isNaN();
    }

    @Test
    void givenSchedules_thenTheUpdateHasTheirValuesOfItsNumber() {
        UpdateStatistics statistics =
                update(
                        5,
                        builder ->
                                builder.learningRate(Schedule.linear(1e-2, 0, 10))
                                        .epsilonClip(Schedule.linear(0.4, 0.2, 10))
                                        .entropyCoef(Schedule.linear(0, 0.1, 10)));

        assertThat(statistics.learningRate()).isCloseTo(0.005, within(1e-12));
        assertThat(statistics.epsilonClip()).isCloseTo(0.3, within(1e-12));
        assertThat(statistics.entropyCoef()).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void givenRewardsThatAreScaled_thenHowMuchIsPaidTeachesTheSame() {
        double little = update(0, 1, builder -> builder).valueLoss();

        assertThat(update(0, 1_000, builder -> builder).valueLoss())
                .isCloseTo(little, within(1e-3 * little));
        assertThat(update(0, 1_000, builder -> builder.rewardScaling(false)).valueLoss())
                .isGreaterThan(1_000 * little);
    }

    @Test
    void givenRewardsBeyondAllBounds_thenTheUpdateSaysWhatIsNoLongerFinite() {
        assertThatThrownBy(() -> update(0, 1e30, builder -> builder.rewardScaling(false)))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage(
                        "the value loss of mini-batch 0 became Infinity; try a lower learningRate, a maxGradNorm, or scaled rewards");
    }

    @Test
    void givenAnUpdateThatWasGivenUp_whenTheLearnerGoesBack_thenTheNextOneHasTheSameBits() {
        EngineThread.run(
                () -> {
                    // An update scales the rewards of its rollout in place.
                    try (var lesson =
                            new Lesson(
                                    1,
                                    envs -> agent(envs, builder -> builder.rewardScaling(false)))) {
                        Rollout rollout = lesson.collect();
                        LearnerState before = lesson.learner.state();
                        lesson.learner.update(rollout, 0, lesson.phase, () -> {});
                        LearnerState unbroken = lesson.learner.state();

                        lesson.learner.restore(before);
                        requireSame(lesson.learner.state(), before);
                        var left = new int[] {BATCHES};
                        assertThatThrownBy(
                                        () ->
                                                lesson.learner.update(
                                                        rollout,
                                                        0,
                                                        lesson.phase,
                                                        () -> {
                                                            if (left[0]-- == 0) {
                                                                throw new IllegalStateException();
                                                            }
                                                        }))
                                .isInstanceOf(IllegalStateException.class);
                        assertThat(lesson.learner.state().parameters())
                                .isNotEqualTo(before.parameters());

                        lesson.learner.restore(before);
                        lesson.learner.update(rollout, 0, lesson.phase, () -> {});
                        requireSame(lesson.learner.state(), unbroken);
                    }
                });
    }

    private static void requireSame(LearnerState actual, LearnerState expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }

    private static Agent curious(VectorEnvironment envs) {
        return RecurrentPPORND.builder()
                .network(RecurrentActorCriticRND.builder(envs).gru(8).hidden(8).build())
                .nSteps(STEPS)
                .initNormSteps(7)
                .build();
    }

    @Test
    void givenACuriousAgent_thenItPreparesAndTellsWhatItsCuriosityDid() {
        EngineThread.run(
                () -> {
                    try (var lesson = new Lesson(1, LearnerTest::curious)) {
                        assertThat(lesson.learner.preparingSteps()).isEqualTo(7);
                        lesson.learner.prepare(lesson.collect());
                        UpdateStatistics.Rnd rnd = lesson.update(0).rnd();

                        assertThat(rnd.rawReward()).isPositive();
                        assertThat(rnd.reward()).isPositive();
                        assertThat(rnd.predictorLoss()).isPositive();
                        assertThat(rnd.intrinsicValueLoss()).isPositive();
                    }
                });
    }

    @Test
    void givenWhatACuriousLearnerKnows_whenAnotherOneGoesBackToIt_thenItKnowsJustThat() {
        EngineThread.run(
                () -> {
                    try (var lesson = new Lesson(1, LearnerTest::curious);
                            var other = new Lesson(2, 1, LearnerTest::curious)) {
                        lesson.learner.prepare(lesson.collect());
                        lesson.update(0);
                        LearnerState known = lesson.learner.state();
                        other.update(0);
                        assertThat(other.learner.state().rnd().target())
                                .isNotEqualTo(known.rnd().target());

                        other.learner.restore(known);

                        requireSame(other.learner.state(), known);
                    }
                });
    }

    @Test
    void givenALearner_whenItIsClosed_thenItsParametersAreFreed() {
        EngineThread.run(
                () -> {
                    var lesson = new Lesson(1, envs -> agent(envs, builder -> builder));
                    var flat = (NativeResource<?>) lesson.learner.parameters().flat();
                    assertThat(flat.isReleased()).isFalse();
                    lesson.close();

                    assertThat(flat.isReleased()).isTrue();
                });
    }

    @Test
    void givenAnAgentThatIsNotCurious_thenItPreparesNothing() {
        EngineThread.run(
                () -> {
                    try (var lesson = new Lesson(1, envs -> agent(envs, builder -> builder))) {
                        assertThat(lesson.learner.preparingSteps()).isZero();
                    }
                });
    }
}
