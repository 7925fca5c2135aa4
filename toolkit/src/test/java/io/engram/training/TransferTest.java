package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunNote;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new run begins with what another one has learned. */
class TransferTest {
    @TempDir static Path runs;
    private static Policy learned;
    private static Policy normalized;

    @TempDir Path folder;

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "learned").build()) {
            run.train(15);
            learned = Policy.load(run.checkpoints());
        }
        var envs = environments().normalizeObservations();
        try (var run = Runs.below(runs, "normalized", Runs.agent(envs), envs).build()) {
            run.train(2);
            normalized = run.policy();
        }
    }

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    private TrainingRunBuilder builder(String name, int environments) {
        var envs = VectorEnvironment.of(environments, Recall::new);
        return Runs.below(folder, name, Runs.agent(envs), envs).seed(9);
    }

    private static double score(Policy policy) {
        return Evaluation.of(policy, Recall::new).episodes(50).run().returns().mean();
    }

    @Test
    void givenAPolicy_thenTheRunBeginsWithWhatItLearnedAndGoesOn() {
        try (var run = builder("on", 4).from(learned).build();
                var fresh = builder("fresh", 4).build()) {
            assertThat(run.state().update()).isZero();
            assertThat(run.state().metrics().rows()).isEmpty();
            assertThat(score(learned)).isGreaterThan(0.5);
            assertThat(score(run.policy())).isEqualTo(score(learned));
            assertThat(score(fresh.policy())).isLessThan(0.5);
            var learner = run.state().learner();
            assertThat(learner.parameters()).isEqualTo(learned.state().learner().parameters());
            assertThat(learner.firstMoment()).containsOnly(0);
            assertThat(learner.optimizerSteps()).isZero();
            assertThat(learner.actionRandom())
                    .isEqualTo(fresh.state().learner().actionRandom())
                    .isNotEqualTo(learned.state().learner().actionRandom());
            // The scale of rewards in which the values were learned, without the sums of episodes.
            assertThat(learner.rewardScale().get("scaled_return_mean"))
                    .isEqualTo(learned.state().learner().rewardScale().get("scaled_return_mean"));
            assertThat(learner.rewardScale().get("scaled_returns")).containsExactly(0, 0, 0, 0);
            assertThat(run.notes())
                    .containsExactly(
                            new RunNote(
                                    0,
                                    "from the policy of 'learned' after update 15 (3,840 environment steps): all parameters, a new optimiser, its statistics"));
            assertThat(run.toHtml())
                    .contains("at the beginning: from the policy of &#39;learned&#39;");

            run.train(3);
            assertThat(score(run.policy())).isGreaterThan(0.5);
            assertThat(fresh.notes()).isEmpty();
        }
    }

    @Test
    void givenARunThatTookOver_whenResumed_thenItsBitsAndNotesAreThoseOfAnUnbrokenOne() {
        try (var halves = builder("halves", 8).from(learned).build()) {
            halves.train(2);
        }
        try (var resumed =
                        TrainingRun.resume(folder.resolve("checkpoints/halves"), environments());
                var whole = builder("whole", 8).from(learned).build()) {
            resumed.train(4);
            whole.train(4);

            Bits.assertSame(resumed.state(), whole.state());
            assertThat(resumed.notes()).hasSize(1).isEqualTo(whole.notes());
        }
    }

    @Test
    void givenTheOptimiser_thenItIsTakenAlong() {
        try (var run = builder("moments", 8).from(Transfer.of(learned).withOptimizer()).build()) {
            var here = run.state().learner();
            var there = learned.state().learner();
            assertThat(here.firstMoment()).isEqualTo(there.firstMoment());
            assertThat(here.secondMoment()).isEqualTo(there.secondMoment());
            assertThat(here.optimizerSteps()).isEqualTo(there.optimizerSteps()).isPositive();
            assertThat(run.notes().get(0).text()).contains("all parameters, its optimiser");
        }
    }

    private static Agent wider(VectorEnvironment envs) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(envs).gru(16).hidden(24).build())
                .nSteps(32)
                .seqLen(4)
                .seqMiniBatchSize(32)
                .build();
    }

    @Test
    void givenANetworkOfOtherLayers_thenWhatDoesNotFitIsNamed() {
        var envs = environments();
        var builder = Runs.below(folder, "wider", wider(envs), envs);

        assertThatThrownBy(() -> builder.from(learned).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the policy 'learned' does not fit the network of the run 'wider': lin_hidden.bias is (24) in the network, but (16) in the policy; ")
                .hasMessageEndingWith(
                        "; give a network of the same layers, or take what fits with from(Transfer.of(policy).matching())");
        assertThatThrownBy(
                        () -> builder.from(Transfer.of(learned).matching().withOptimizer()).build())
                .hasMessageStartingWith(
                        "the optimiser of 'learned' can be taken along only if all parameters fit, but lin_hidden.bias is");
        assertThat(new CheckpointStore(folder.resolve("checkpoints/wider")).list()).isEmpty();
    }

    @Test
    void givenThatWhatMatchesIsEnough_thenItIsTakenAndTheRestIsListed() {
        var envs = environments();
        var builder = Runs.below(folder, "matching", wider(envs), envs);
        try (var run = builder.from(Transfer.of(learned).matching()).build();
                var fresh = builderOfWider("untouched").build()) {
            var taken = values(run.policy(), "recurrent_layer.");
            assertThat(taken)
                    .isNotEmpty()
                    .isEqualTo(values(learned, "recurrent_layer."))
                    .isNotEqualTo(values(fresh.policy(), "recurrent_layer."));
            assertThat(values(run.policy(), "lin_policy."))
                    .isNotEmpty()
                    .isEqualTo(values(fresh.policy(), "lin_policy."));
            assertThat(run.notes().get(0).text())
                    .containsPattern(": \\d+ of \\d+ parameters, a new optimiser");
            assertThat(run.notes())
                    .extracting(RunNote::text)
                    .contains(
                            "not taken over: lin_hidden.bias is (24) in the network, but (16) in the policy");
            run.train(1);
        }
    }

    private TrainingRunBuilder builderOfWider(String name) {
        var envs = environments();
        return Runs.below(folder, name, wider(envs), envs);
    }

    private static float[] values(Policy policy, String prefix) {
        var state = policy.state();
        var all = new java.util.ArrayList<Float>();
        for (var entry : state.layout()) {
            if (entry.name().startsWith(prefix)) {
                int from = (int) entry.offset();
                float[] parameters = state.learner().parameters();
                for (float each :
                        Arrays.copyOfRange(parameters, from, from + (int) entry.shape().size())) {
                    all.add(each);
                }
            }
        }
        var values = new float[all.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = all.get(i);
        }
        return values;
    }

    @Test
    void givenANormaliser_thenItIsTakenAlongAndGoesOn() {
        var envs = VectorEnvironment.of(4, Recall::new).normalizeObservations();
        try (var run =
                Runs.below(folder, "seen", Runs.agent(envs), envs).from(normalized).build()) {
            var there = normalized.state().environments().statistics();
            assertThat(run.state().environments().statistics().get("observation_mean"))
                    .isEqualTo(there.get("observation_mean"));
            long before = envs.observationNormalizer().orElseThrow().count();
            assertThat(before).isEqualTo((long) there.get("observation_count")[0]);
            run.train(1);
            assertThat(envs.observationNormalizer().orElseThrow().count())
                    .isEqualTo(before + 4 * 32);
        }
    }

    @Test
    void givenObservationsThatAreNormalisedOnOneSideOnly_thenThatIsRefusedUnlessItIsMeant() {
        assertThatThrownBy(() -> builder("bare", 4).from(normalized).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the policy 'normalized' learned from observations that are normalised, but these environments show them as they are; make them with normalizeObservations(), or say from(Transfer.of(policy).withoutStatistics())");
        var envs = environments().normalizeObservations();
        var builder = Runs.below(folder, "dressed", Runs.agent(envs), envs);
        assertThatThrownBy(() -> builder.from(learned).build())
                .hasMessageContaining("show them normalised; make them without");
        try (var run = builder.from(Transfer.of(learned).withoutStatistics()).build()) {
            assertThat(envs.observationNormalizer().orElseThrow().count()).isEqualTo(8);
            assertThat(run.state().learner().rewardScale().get("scaled_return_count"))
                    .containsExactly(0);
            assertThat(run.notes().get(0).text()).endsWith("new statistics");
        }
    }

    private TrainingRunBuilder curious(String name) {
        var envs = environments();
        var agent =
                RecurrentPPORND.builder()
                        .network(RecurrentActorCriticRND.builder(envs).gru(16).hidden(16).build())
                        .nSteps(16)
                        .seqLen(4)
                        .seqMiniBatchSize(16)
                        .initNormSteps(4)
                        .build();
        return Runs.below(folder, name, agent, envs);
    }

    @Test
    void givenACuriousPolicy_thenTheTargetComesWithItsPredictor() {
        Policy policy;
        try (var first = curious("first").build()) {
            first.train(1);
            policy = first.policy();
        }
        try (var second = curious("second").seed(77).from(policy).build()) {
            assertThat(second.state().learner().rnd().target())
                    .isEqualTo(policy.state().learner().rnd().target());
            second.train(2);
        }
        assertThatThrownBy(() -> builder("plain", 8).from(policy).build())
                .hasMessageContaining("is in the policy only");
    }
}
