package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.Agent;
import io.engram.agent.PPO;
import io.engram.agent.RecurrentPPO;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunNote;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.ActorCritic;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run goes on with other parameters of the agent. */
class AgentChangeTest {
    @TempDir Path folder;
    private Path path;

    @BeforeEach
    void train() {
        try (var run = Runs.recall(folder, "made").checkpointEvery(1).build()) {
            run.train(3);
            path = run.checkpoints();
        }
    }

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    /** The parameters of {@link Runs#agent}, to be set otherwise. */
    private static RecurrentPPO.Builder agent(int width) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(environments()).gru(16).hidden(width).build())
                .nSteps(32)
                .epoch(4)
                .seqLen(4)
                .seqMiniBatchSize(32)
                .learningRate(3e-3);
    }

    private static TrainingRun resumed(Path path, Agent agent) {
        return TrainingRun.resuming(path).agent(agent).environments(environments()).build();
    }

    @Test
    void givenTheSameAgent_thenNothingChangesAndTheBitsAreThoseOfAnUnbrokenRun() {
        try (var run = resumed(path, Runs.agent(environments()));
                var whole = Runs.recall(folder, "whole").build()) {
            run.train(5);
            whole.train(5);

            Bits.assertSame(run.state(), whole.state());
            assertThat(run.notes()).isEmpty();
        }
    }

    @Test
    void givenOtherParameters_thenTheRunGoesOnWithThemAndItsRecordTellsOfThem() throws IOException {
        var other =
                agent(16)
                        .learningRate(Schedule.linear(1e-3, 1e-5, 40))
                        .entropyCoef(0)
                        .epoch(2)
                        .nSteps(64)
                        .build();
        try (var run = resumed(path, other)) {
            run.train(5);

            assertThat(run.notes())
                    .containsExactlyInAnyOrder(
                            new RunNote(3, "nSteps: 32 → 64"),
                            new RunNote(3, "epoch: 4 → 2"),
                            new RunNote(3, "entropyCoef: 0.001 → 0"),
                            new RunNote(
                                    3, "learningRate: 0.003 → 0.001 to 0.00001 over 40 updates"));
            assertThat(run.toHtml())
                    .contains("<br>after update 3: epoch: 4 → 2")
                    .contains("after update 3: learningRate: 0.003 → 0.001 to");
            double[] rates = run.metrics().doubleColumn("learning_rate").asDoubleArray();
            assertThat(rates[2]).isEqualTo(3e-3);
            // Schedules count from the run's beginning.
            assertThat(rates[3]).isEqualTo(Schedule.linear(1e-3, 1e-5, 40).at(3));
            assertThat(run.state().environmentSteps()).isEqualTo(3 * 256 + 2 * 512);
        }
        String json = Files.readString(path.resolve("update-000005/run.json"));
        assertThat(json).contains("\"notes\"").contains("epoch: 4 \\u2192 2");
        try (var run = TrainingRun.resume(path, environments())) {
            assertThat(run.description().config()).isEqualTo(other.config());
            assertThat(run.notes()).hasSize(4);
        }
        // What was saved before stays as it was.
        var before = CheckpointStore.load(path.resolve("update-000003")).description();
        assertThat(before.config()).isEqualTo(agent(16).build().config());
        assertThat(before.notes()).isEmpty();
    }

    @Test
    void givenABestPolicyOfBefore_thenItKeepsTheParametersThatWereItsOwn() {
        long best = Policy.load(path.resolve("best")).updates();
        assertThat(best).isLessThan(3);
        try (var run = resumed(path, agent(16).learningRate(0).build())) {
            run.save();
            assertThat(run.best().updates()).isEqualTo(best);
        }
        var kept = CheckpointStore.load(path.resolve("best")).description();
        assertThat(kept.config().learningRate()).isEqualTo(Schedule.constant(3e-3));
    }

    @Test
    void givenWhatCannotChange_thenItIsNamed() {
        assertThatThrownBy(() -> resumed(path, agent(16).rewardScaling(false).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the run 'made' cannot go on with this agent: rewardScaling is true, and the values were learned so; what was learned can begin a new run with TrainingRun.builder(…).from(policy)");
        assertThatThrownBy(() -> resumed(path, agent(24).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "parameter 1 of the network is lin_hidden.bias (24), but in the checkpoint it is lin_hidden.bias (16); give the network that was trained");
        var ppo =
                PPO.builder()
                        .network(ActorCritic.builder(environments()).hidden(16).build())
                        .build();
        assertThatThrownBy(() -> resumed(path, ppo))
                .hasMessageContaining("the algorithm is recurrent_ppo, not ppo");
        assertThatThrownBy(
                        () ->
                                TrainingRun.resuming(path)
                                        .agent(agent(16).build())
                                        .network(agent(16).build().network())
                                        .environments(environments())
                                        .build())
                .hasMessage("agent(…) brings its network along; leave network(…) out");
    }

    @Test
    void givenAnEarlierCheckpoint_thenAnotherWayIsSaidWhereItGoes() throws IOException {
        Path early = path.resolve("update-000002");
        var other = agent(16).learningRate(1e-3).build();
        assertThatThrownBy(() -> resumed(early, other))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the run 'made' has gone on from update 2 to 3, with which a way of other parameters would mix; say where that goes with TrainingRun.resuming(path).agent(agent).checkpoints(folder).logs(folder)");

        Path branch = folder.resolve("branch");
        try (var run =
                TrainingRun.resuming(early)
                        .agent(other)
                        .environments(environments())
                        .checkpoints(branch.resolve("checkpoints"))
                        .logs(branch.resolve("logs"))
                        .build()) {
            run.train(4);
            assertThat(run.metrics().rowCount()).isEqualTo(4);
            assertThat(run.episodes().rowCount()).isEqualTo(2 * 64);
        }
        assertThat(new CheckpointStore(path).lastUpdate()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("logs/made/episodes.csv")))
                .hasSize(1 + 3 * 64);
        try (var run = resumed(early, agent(16).build())) {
            assertThat(run.state().update()).isEqualTo(2);
        }
    }

    @Test
    void givenAnotherTask_thenTheRecordTellsOfItToo() {
        try (var run =
                TrainingRun.resuming(path)
                        .environments(
                                VectorEnvironment.of(
                                        8,
                                        () ->
                                                new io.engram.environment.wrapper.TimeLimit(
                                                        new Recall(), 9)))
                        .anotherTask()
                        .build()) {
            assertThat(run.notes())
                    .containsExactly(
                            new RunNote(
                                    3, "another task: Recall → Recall in TimeLimit(maxSteps = 9)"));
        }
    }
}
