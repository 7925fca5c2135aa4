package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.RunState;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.Schedule;
import io.engram.space.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The best policy is kept, whatever becomes of the run. Updates of these runs end 64 episodes. */
class BestPolicyTest {
    @TempDir Path folder;

    /** How the best is found. */
    enum By {
        TRAINING,
        EVALUATION;

        TrainingRunBuilder set(TrainingRunBuilder builder) {
            return this == TRAINING ? builder : builder.evaluateEvery(1, 12);
        }
    }

    private TrainingRunBuilder recall(String name) {
        return Runs.recall(folder, name);
    }

    private Path checkpoints(String name) {
        return folder.resolve("checkpoints").resolve(name);
    }

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    /** The index of the highest value from a row on, of equal ones the last. */
    private static int highest(double[] values, int from) {
        return IntStream.range(from, values.length)
                .reduce(from, (best, i) -> values[i] >= values[best] ? i : best);
    }

    @Test
    void givenTheReturnOfTraining_thenItJudgesThePolicyThatActed() {
        try (var run = recall("acted").build()) {
            run.train(8);

            double[] means = run.metrics().doubleColumn("episode_return_mean").asDoubleArray();
            // Row 0 is of 64 episodes only, and of the untrained policy.
            int row = highest(means, 1);
            assertThat(run.best().judgement()).hasValue(new Judgement(row, means[row], 100, false));
            assertThat(run.best().updates()).isEqualTo(row);
            assertThat(run.policy().updates()).isEqualTo(8);
            assertThat(run.metrics().columnNames()).doesNotContain("evaluation_return_mean");
            assertThat(run.best().toString())
                    .contains("acted, update %d (best so far: training return ".formatted(row))
                    .contains(" over 100 episodes)");
        }
    }

    @Test
    void givenEvaluations_thenTheBestIsTheLatestOfTheHighest() {
        try (var run = recall("evaluated").evaluateEvery(2, 10).build()) {
            run.train(9);

            double[] means = run.metrics().doubleColumn("evaluation_return_mean").asDoubleArray();
            assertThat(IntStream.range(0, 9).filter(row -> !Double.isNaN(means[row])))
                    .containsExactly(1, 3, 5, 7);
            int row = highest(means, 1);
            Policy best = run.best();
            assertThat(best.judgement()).hasValue(new Judgement(row + 1, means[row], 10, true));
            assertThat(best.toString()).contains("in an evaluation of 10 episodes)");
            assertThat(Evaluation.of(best, Recall::new).episodes(4).run().summary().name())
                    .startsWith("evaluated, update " + (row + 1) + " (best so far: greedy return ")
                    .endsWith("): 4 greedy episodes");
        }
    }

    @Test
    void givenNothingJudged_thenTheBestIsThePresentPolicy() {
        try (var run = recall("early").evaluateEvery(5, 4).build()) {
            assertThat(run.best().updates()).isZero();
            run.train(3);

            assertThat(run.best().updates()).isEqualTo(3);
            assertThat(run.best().judgement()).isEmpty();
            assertThatThrownBy(() -> Policy.load(checkpoints("early/best")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("has kept no best policy")
                    .hasMessageContaining("load " + checkpoints("early"));
        }
    }

    /** Recall in which every episode is worth the same. */
    private static final class Even extends Recall {
        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return new Step(step.observation(), 0.25, step.terminated(), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenEqualReturns_thenTheLatestPolicyIsTheBest(By by) {
        var envs = VectorEnvironment.of(8, Even::new);
        var builder =
                TrainingRun.builder("even", Runs.agent(envs), envs)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"));
        try (var run = by.set(builder).build()) {
            run.train(5);

            assertThat(run.best().updates()).isEqualTo(by == By.EVALUATION ? 5 : 4);
            assertThat(run.best().judgement().orElseThrow().meanReturn()).isEqualTo(1);
        }
    }

    @Test
    void givenEvaluations_thenWhatIsLearnedIsTheSameBits() {
        try (var plain = recall("plain").build();
                var judged = recall("judged").evaluateEvery(1, 5).build()) {
            plain.train(4);
            judged.train(4);

            RunState expected = plain.state();
            Bits.assertSame(judged.state().withMetrics(expected.metrics()), expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenAResumedRun_thenItsBestIsThatOfAnUnbrokenOne(By by) {
        try (var halves = by.set(recall("halves")).build()) {
            halves.train(4);
        }
        try (var resumed = TrainingRun.resume(checkpoints("halves"), environments());
                var whole = by.set(recall("whole")).build()) {
            resumed.train(8);
            whole.train(8);

            Bits.assertSame(resumed.state(), whole.state());
            assertThat(resumed.state().best()).isPresent().isEqualTo(whole.state().best());
            assertThat(resumed.best().judgement()).isEqualTo(whole.best().judgement());
        }
        Bits.assertSame(
                CheckpointStore.load(checkpoints("halves/best")).state(),
                CheckpointStore.load(checkpoints("whole/best")).state());
    }

    /** Learns Recall, until the learning rate becomes a hundred times what it was. */
    private TrainingRunBuilder collapsing() {
        var envs = environments();
        var agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).gru(16).hidden(16).build())
                        .nSteps(32)
                        .seqLen(4)
                        .seqMiniBatchSize(32)
                        .learningRate(Schedule.polynomial(3e-3, 0.3, 30, 1e-4))
                        .build();
        return TrainingRun.builder("collapse", agent, envs)
                .seed(3)
                .checkpoints(folder.resolve("checkpoints"))
                .keepCheckpoints(1)
                .logs(folder.resolve("logs"));
    }

    @ParameterizedTest
    @EnumSource
    void givenALateCollapse_thenTheBestPolicyIsKeptOnDisk(By by) {
        try (var run = by.set(collapsing()).build()) {
            run.train(36);

            var broken = Evaluation.of(run.policy(), Recall::new).episodes(50).run();
            assertThat(broken.returns().mean()).isLessThan(0.5);
        }
        var best = Policy.load(checkpoints("collapse/best"));
        assertThat(best.updates()).isLessThan(36);
        assertThat(Evaluation.of(best, Recall::new).episodes(50).run().returns().mean())
                .isGreaterThan(0.9);
        assertThat(best.toString()).contains("update " + best.updates() + " (best so far: ");
    }

    /** A run of 6 updates whose best policy is not that of its last checkpoint, 6. */
    private Path finished(String name) {
        try (var run = recall(name).checkpointEvery(1).build()) {
            run.train(6);
        }
        return checkpoints(name);
    }

    @Test
    void givenAMissingPointer_thenTheStateTellsWhichIsTheBest() throws IOException {
        Path run = finished("pointer");
        long best = CheckpointStore.load(run.resolve("best")).state().update();
        Files.delete(run.resolve("best"));

        try (var resumed = TrainingRun.resume(run, environments())) {
            assertThat(resumed.best().updates()).isEqualTo(best);
            resumed.save();
        }
        assertThat(CheckpointStore.load(run.resolve("best")).state().update()).isEqualTo(best);
    }

    @Test
    void givenABestThatIsRemovedWhileTheRunGoesOn_thenTheNextCheckpointBringsItBack()
            throws IOException {
        try (var run = recall("removed").build()) {
            run.train(4);
            Path best = CheckpointStore.load(run.checkpoints().resolve("best")).folder();
            for (String file : best.toFile().list()) {
                Files.delete(best.resolve(file));
            }
            Files.delete(best);

            run.save();

            assertThat(Policy.load(run.checkpoints().resolve("best")).judgement())
                    .isPresent()
                    .isEqualTo(run.best().judgement());
        }
    }

    @Test
    void givenABestThatIsGoneOrDamaged_thenTrainingGoesOnAndFindsAnother() throws IOException {
        Path run = finished("gone");
        Path best = CheckpointStore.load(run.resolve("best")).folder();
        Files.delete(best.resolve("parameters.safetensors"));

        assertThatThrownBy(() -> Policy.load(run.resolve("best")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("parameters.safetensors: it is missing");
        try (var resumed = TrainingRun.resume(run, environments());
                var unbroken = recall("unbroken").build()) {
            assertThat(resumed.best().updates()).isEqualTo(6);
            assertThat(resumed.best().judgement()).isEmpty();
            resumed.train(8);
            unbroken.train(8);
            Bits.assertSame(resumed.state(), unbroken.state());
            assertThat(resumed.best().judgement()).isPresent();
        }
        assertThat(Policy.load(run.resolve("best")).updates()).isBetween(6L, 8L);
    }

    @Test
    void givenAWayBackBehindTheBest_thenTheBetterPolicyStays() {
        Path run = finished("back");
        Judgement best = Policy.load(run.resolve("best")).judgement().orElseThrow();
        assertThat(best.update()).isGreaterThan(2);

        try (var resumed = TrainingRun.resume(run.resolve("update-000002"), environments())) {
            assertThat(resumed.state().update()).isEqualTo(2);
            assertThat(resumed.best().judgement()).hasValue(best);
            resumed.train(3);
        }
        assertThat(Policy.load(run.resolve("best")).judgement()).hasValue(best);
        assertThat(Policy.load(run).updates()).isEqualTo(3);
    }

    @Test
    void givenARunThatStartsOver_thenTheOldBestGoes() {
        finished("over");

        try (var run = recall("over").replace(true).evaluateEvery(100, 1).build()) {
            run.train(1);
        }
        assertThatThrownBy(() -> Policy.load(checkpoints("over/best")))
                .hasMessageContaining("has kept no best policy");
    }

    @Test
    void givenNumbersOutOfRange_thenTheyAreNamed() {
        assertThatThrownBy(() -> recall("none").evaluateEvery(0, -3).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "evaluateEvery needs at least 1 update and 1 to 10000 episodes, but was given 0 and -3");
    }
}
