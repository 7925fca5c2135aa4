package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.EvaluationPlan;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy is tested while it is trained, as the user says. */
class EvaluationPlanTest {
    @TempDir Path folder;

    private TrainingRunBuilder recall(String name) {
        return Runs.recall(folder, name);
    }

    private static double[] found(TrainingRun run) {
        return run.metrics().doubleColumn("evaluation_return_mean").asDoubleArray();
    }

    @Test
    void givenSampledActionsAndASeed_thenTheEvaluationIsTheOneThatATestWouldMake() {
        try (var run =
                recall("sampled")
                        .evaluateEvery(2, EvaluationPlan.of(10).sampled().seed(7))
                        .build()) {
            run.train(2);

            var same =
                    Evaluation.of(run.policy(), Recall::new).episodes(10).sampled().seed(7).run();
            assertThat(found(run)[1]).isEqualTo(same.returns().mean());
            assertThat(run.best().judgement().orElseThrow().text())
                    .startsWith("sampled return ")
                    .endsWith(" in an evaluation of 10 episodes");
            assertThat(run.best().toString()).contains("best so far: sampled return");
        }
    }

    @Test
    void givenThePlainPlan_thenItIsTheShortFormToTheBit() {
        try (var one = recall("short").evaluateEvery(1, 6).build();
                var other = recall("plan").evaluateEvery(1, EvaluationPlan.of(6)).build()) {
            one.train(3);
            other.train(3);

            Bits.assertSame(other.state(), one.state());
            assertThat(other.description().settings().evaluations())
                    .isEqualTo(one.description().settings().evaluations());
        }
    }

    /** Recall in which every episode is worth 5. */
    private static final class Five extends Recall {
        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return new Step(step.observation(), step.done() ? 5 : 0, step.terminated(), false);
        }
    }

    private static EvaluationPlan five() {
        return EvaluationPlan.of(3).playedIn(Five::new).anotherTask();
    }

    @Test
    void givenEnvironmentsOfItsOwn_thenTheEvaluationPlaysInThemAlsoAfterAResume() {
        Path path = folder.resolve("checkpoints/five");
        try (var run = recall("five").evaluateEvery(1, five()).build()) {
            run.train(2);
            assertThat(found(run)).containsExactly(5, 5);
        }
        var envs = VectorEnvironment.of(8, Recall::new);
        assertThatThrownBy(() -> TrainingRun.resume(path, envs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the run 'five' evaluates its policy in environments of your own; give its evaluation again: TrainingRun.resuming(path).evaluation(plan)");
        assertThatThrownBy(
                        () ->
                                TrainingRun.resuming(path)
                                        .environments(envs)
                                        .evaluation(five().sampled())
                                        .build())
                .hasMessageContaining("is resumed with")
                .hasMessageContaining("give the same one");
        try (var run = TrainingRun.resuming(path).environments(envs).evaluation(five()).build()) {
            run.train(3);
            assertThat(found(run)).containsExactly(5, 5, 5);
        }
    }

    @Test
    void givenAResumedRun_thenItsPlanGoesOn() {
        var plan = EvaluationPlan.of(5).sampled().seed(3).maxSteps(50);
        try (var run = recall("halves").evaluateEvery(1, plan).build()) {
            run.train(2);
        }
        try (var run =
                        TrainingRun.resume(
                                folder.resolve("checkpoints/halves"),
                                VectorEnvironment.of(8, Recall::new));
                var whole = recall("whole").evaluateEvery(1, plan).build()) {
            run.train(4);
            whole.train(4);
            Bits.assertSame(run.state(), whole.state());
            assertThat(run.state().best()).isEqualTo(whole.state().best());
        }
    }

    @Test
    void givenAnEnvironmentThatDoesNotFit_thenItIsRefusedBeforeTheFirstUpdate() {
        assertThatThrownBy(
                        () ->
                                recall("other")
                                        .evaluateEvery(1, EvaluationPlan.of(3).playedIn(Five::new))
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the run 'other' trains in Recall, but its evaluation is in Five; use the same environment and wrappers, or call anotherTask() of the EvaluationPlan if that is meant");
        assertThatThrownBy(
                        () ->
                                recall("masked")
                                        .evaluateEvery(
                                                1,
                                                EvaluationPlan.of(3)
                                                        .playedIn(
                                                                () ->
                                                                        new MaskVelocity(
                                                                                new Recall(), 1)))
                                        .build())
                .hasMessageContaining("is in Recall in MaskVelocity");
        assertThatThrownBy(() -> recall("none").evaluateEvery(1, EvaluationPlan.of(0)).build())
                .hasMessage(
                        "evaluateEvery needs at least 1 update and 1 to 10000 episodes, but was given 1 and 0");
        assertThatThrownBy(() -> EvaluationPlan.of(1).maxSteps(0))
                .hasMessage("maxSteps must be at least 1, but is 0");
    }

    @Test
    void givenEvaluations_thenTheirCurveStandsBesideTraining() {
        try (var run = recall("curves").evaluateEvery(2, 4).build();
                var plain = recall("plain").build()) {
            run.train(5);
            plain.train(2);

            var chart = run.curves().chart();
            assertThat(chart.getTitle()).isEqualTo("curves");
            assertThat(chart.getSeries("training").getXData()).startsWith(256, 512, 768);
            assertThat(chart.getSeries("evaluation").getXData()).startsWith(512, 1024);
            assertThat(chart.getSeries("evaluation").getYData())
                    .startsWith(found(run)[1], found(run)[3]);
            var both = TrainingRun.compare(run, plain).chart();
            assertThat(both.getSeries("curves")).isNotNull();
            assertThat(both.getSeries("evaluation")).isNull();
        }
    }

    @Test
    void givenAReturnOfAnEvaluationThatIsEnough_thenTrainingEndsThere() {
        try (var run = recall("enough").evaluateEvery(2, five()).build()) {
            run.train(20, StopRule.atEvaluation(5));
            assertThat(run.state().update()).isEqualTo(2);
            run.train(3, StopRule.atEvaluation(5.1));
            assertThat(run.state().update()).isEqualTo(3);
        }
    }

    /** Recall in which every environment is worse than those made before. */
    private static final class Worse extends Recall {
        private final int worth;

        Worse(AtomicInteger made) {
            worth = -made.incrementAndGet();
        }

        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return new Step(step.observation(), step.done() ? worth : 0, step.terminated(), false);
        }
    }

    @Test
    void givenEvaluationsWithoutAGain_thenTrainingEndsAfterThem() {
        var made = new AtomicInteger();
        var plan = EvaluationPlan.of(3).playedIn(() -> new Worse(made)).anotherTask();
        try (var run = recall("stale").evaluateEvery(2, plan).build()) {
            run.train(100, StopRule.withoutGainIn(2));

            assertThat(run.best().updates()).isEqualTo(2);
            assertThat(run.state().update()).isEqualTo(6);
            assertThat(made).hasValue(1 + 3 * 3);
        }
    }

    @Test
    void givenARunWithoutEvaluations_thenRulesThatGoByThemAreRefused() {
        try (var run = recall("none").build()) {
            for (StopRule rule :
                    List.of(
                            StopRule.atEvaluation(1),
                            StopRule.withoutGainIn(3),
                            StopRule.withoutGain(5).or(StopRule.atEvaluation(1)))) {
                assertThatThrownBy(() -> run.train(5, rule))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(
                                "the rule goes by evaluations, but the run 'none' has none");
            }
            assertThat(run.state().update()).isZero();
            assertThatThrownBy(() -> StopRule.withoutGainIn(0))
                    .hasMessage("evaluations must be at least 1, but is 0");
        }
    }
}
