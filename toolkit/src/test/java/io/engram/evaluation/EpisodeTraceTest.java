package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.agent.PPO;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Everything;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.ActorCritic;
import io.engram.network.RecurrentActorCritic;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpisodeTraceTest {
    @TempDir static Path runs;
    private static Policy recall;
    private static Policy everything;

    /** Without a picture. */
    private static final class Blind extends Recall {
        @Override
        public BufferedImage render() {
            throw new IllegalStateException("Blind has no picture");
        }
    }

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "recall").build()) {
            run.train(3);
            recall = run.policy();
        }
        var envs = VectorEnvironment.of(2, Everything::new);
        var agent =
                RecurrentPPO.builder()
                        .network(
                                RecurrentActorCritic.builder(envs)
                                        .lstm(4)
                                        .gru(3)
                                        .separateMemories(true)
                                        .squash(true)
                                        .hidden(8)
                                        .build())
                        .nSteps(8)
                        .build();
        try (var run = Runs.below(runs, "everything", agent, envs).build()) {
            run.train(1);
            everything = run.policy();
        }
    }

    private static EvaluationResult test() {
        return Evaluation.of(recall, Recall::new).episodes(6).sampled().seed(7).run();
    }

    @Test
    void givenAnEpisodeOfATest_thenItIsPlayedAgainAsItWas() {
        var test = test();
        for (EpisodeResult episode : test.episodes()) {
            EpisodeTrace trace = test.trace(episode);

            assertThat(trace.steps()).isEqualTo(episode.length());
            assertThat(trace.totalReward()).isEqualTo(episode.totalReward());
            double sum = 0;
            for (double reward : trace.rewards()) {
                sum += reward;
            }
            assertThat(sum).isEqualTo(episode.totalReward());
        }
    }

    @Test
    void givenAStep_thenItHoldsWhatASessionDecidesAndRemembers() {
        EpisodeTrace trace = Evaluation.of(recall, Recall::new).seed(7).trace();

        long seed = Evaluation.of(recall, Recall::new).seed(7).episodeSeed(0);
        try (Environment environment = new Recall();
                var session = recall.session()) {
            session.beginEpisode();
            var seen = environment.reset(seed);
            for (int t = 0; t < trace.steps(); t++) {
                Decision decision = session.decide(seen);
                assertThat(trace.decisions().get(t)).isEqualTo(decision);
                assertThat(trace.values()[t]).isEqualTo(decision.value());
                assertThat(trace.hiddenStates()[t]).isEqualTo(session.hiddenState());
                double p = decision.probabilities().get(0).get(0);
                double entropy = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
                assertThat(trace.entropies()[t]).isCloseTo(entropy, within(1e-6));
                seen = environment.step(decision.action()).observation();
            }
        }
    }

    @Test
    void givenATrace_thenTheTableHasItsNumbers() {
        EpisodeTrace trace = Evaluation.of(recall, Recall::new).seed(7).trace();

        var table = trace.table();

        assertThat(table.columnNames())
                .containsExactly(
                        "step",
                        "reward",
                        "value",
                        "entropy",
                        "log_probability",
                        "choice",
                        "probability_0",
                        "probability_1");
        assertThat(table.rowCount()).isEqualTo(4);
        assertThat(table.doubleColumn("value").asDoubleArray()).isEqualTo(trace.values());
        int choice = table.intColumn("choice").get(3);
        assertThat(table.doubleColumn("probability_" + choice).get(3))
                .isCloseTo(Math.exp(table.doubleColumn("log_probability").get(3)), within(1e-6));
    }

    @Test
    void givenChoicesAndNumbersAndSeveralMemories_thenEachHasItsPlace() {
        EpisodeTrace trace = Evaluation.of(everything, Everything::new).sampled().seed(2).trace();

        assertThat(trace.table().columnNames())
                .contains("choice_0", "choice_1", "probability_1_2", "number_0", "mean_0")
                .contains("deviation_0");
        assertThat(trace.entropies()).doesNotContain(Double.NaN);
        assertThat(trace.chart().description())
                .contains("value, entropy, probability of each choice of branch 0")
                .contains("probability of each choice of branch 1")
                .contains("mean of each number, and its deviation");
        assertThat(trace.memory().description())
                .contains("actor, LSTM layer 1, output h: 4 units by weight")
                .contains("actor, LSTM layer 1, cells c: 4 units in the same order")
                .contains("actor, GRU layer 2, h: 3 units")
                .contains("critic, GRU layer 2, h: 3 units");
        // Two memories, each of 4 outputs, 4 cells, and 3 units of the GRU.
        assertThat(trace.hiddenStates()[0]).hasSize(22);
    }

    @Test
    void givenAPicture_thenItIsHigherWithFramesThanWithout() {
        EpisodeTrace seen = Evaluation.of(recall, Recall::new).trace();
        EpisodeTrace blind = Evaluation.of(recall, Blind::new).anotherTask().trace();

        assertThat(seen.chart().height()).isGreaterThan(blind.chart().height() + 50);
        assertThat(seen.chart().description())
                .startsWith("episode 1 of recall, 4 steps, return ")
                .endsWith(": value, entropy, probability of each choice, below it what was taken");
        assertThat(seen.toHtml()).isEqualTo(seen.chart().toHtml());
        assertThat(seen.memory(UnitOrder.NUMBER).description())
                .startsWith("memory in episode 1 of recall")
                .endsWith("GRU, h: 16 units by number");
    }

    @Test
    void givenAPolicyWithoutMemory_thenThereIsNoneToLookAt() {
        var envs = VectorEnvironment.of(2, Recall::new);
        var network = ActorCritic.builder(envs).hidden(8).build();
        var agent = PPO.builder().network(network).nSteps(8).build();
        try (var run = Runs.below(runs, "plain", agent, envs).build()) {
            run.train(1);
            EpisodeTrace trace = Evaluation.of(run.policy(), Recall::new).trace();

            assertThat(trace.chart().width()).isEqualTo(720);
            assertThatThrownBy(trace::memory)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("episode 1 of plain has no memory to look at");
        }
    }

    @Test
    void givenAnEpisodeOfAnotherTest_thenItIsRefused() {
        var other = new EpisodeResult(0, 12345, 1, 4, Map.of());

        assertThatThrownBy(() -> test().trace(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not of this evaluation");
    }

    @Test
    void givenAnInterrupt_thenThereIsNoTrace() {
        var evaluation = Evaluation.of(recall, Recall::new);
        Thread.currentThread().interrupt();

        assertThatThrownBy(evaluation::trace)
                .isInstanceOf(CancellationException.class)
                .hasMessage("the trace was interrupted; run it again");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void givenALongEpisode_thenFramesAreKeptAtEqualDistances() {
        var keeper = new FrameKeeper(new Recall());
        for (int step = 0; step <= 1000; step++) {
            keeper.look(step);
        }
        List<Integer> steps = keeper.frames().stream().map(each -> each.step()).toList();

        assertThat(steps.size()).isBetween(64, 128);
        assertThat(steps.get(0)).isZero();
        int distance = steps.get(1);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(steps.get(i)).isEqualTo(i * distance);
        }
        assertThat(1000 - steps.get(steps.size() - 1)).isLessThan(distance);
    }

    @Test
    void givenATest_thenItsHistogramsCountItsEpisodes() {
        var test = test();

        assertThat(test.histogram().description())
                .startsWith("histogram of return of recall: 6 episodes from ");
        assertThat(test.histogram("length").description()).contains("from 4 to 4, mean 4");
        assertThat(test.histogram("success").description()).contains("6 episodes from 0 to 1");
        assertThatThrownBy(() -> test.histogram("speed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no measure 'speed'; there are [return, length, success]");
    }
}
