package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.agent.RecurrentPPO;
import io.engram.checkpoint.RunState;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.fixture.WatchedNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.RecurrentActorCritic;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySessionsTest {
    private static final int STEPS = 40;

    @TempDir static Path runs;
    private static Policy recall;
    private static Policy own;

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "recall").build()) {
            run.train(1);
            recall = run.policy();
        }
        var envs = VectorEnvironment.of(2, Recall::new);
        var network =
                new WatchedNetwork(
                        RecurrentActorCritic.builder(envs).gru(4).hidden(4).build(), seen -> {});
        var agent = RecurrentPPO.builder().network(network).nSteps(32).seqLen(4).build();
        try (var run = Runs.below(runs, "own", agent, envs).build()) {
            own = run.policy();
        }
    }

    private static Observation seen(int session, int step) {
        var random = RandomStream.of(session, "seen", step);
        return Observation.of((float) random.nextGaussian(), (float) random.nextGaussian());
    }

    /** What a session does that is alone. */
    private static List<Decision> alone(Policy policy, int number) {
        var decisions = new ArrayList<Decision>();
        try (var session = policy.session()) {
            for (int step = 0; step < STEPS; step++) {
                decisions.add(session.decide(seen(number, step)));
            }
        }
        return decisions;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenManyThreadsAndKeys_thenEachKeyIsAnEpisodeOfItsOwn(boolean inJava) throws Exception {
        Policy policy = inJava ? recall : own;
        int keys = inJava ? 64 : 12;
        var decisions = new ArrayList<List<Decision>>();
        var threads = Executors.newFixedThreadPool(8);
        try (var sessions = policy.sessions()) {
            for (int key = 0; key < keys; key++) {
                decisions.add(new ArrayList<>());
            }
            for (int step = 0; step < STEPS; step++) {
                var work = new ArrayList<Callable<Decision>>();
                for (int key = 0; key < keys; key++) {
                    int number = key;
                    Observation shown = seen(key, step);
                    work.add(() -> sessions.session("user-" + number).decide(shown));
                }
                List<Future<Decision>> done = threads.invokeAll(work);
                for (int key = 0; key < keys; key++) {
                    decisions.get(key).add(done.get(key).get());
                }
            }
            assertThat(sessions.size()).isEqualTo(keys);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        for (int key = 0; key < keys; key++) {
            assertThat(decisions.get(key)).isEqualTo(alone(policy, key));
        }
    }

    @Test
    void givenOneKeyOnManyThreads_thenNoStepIsLost() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try (var sessions = recall.sessions()) {
            var work = new ArrayList<Callable<Decision>>();
            for (int i = 0; i < 400; i++) {
                work.add(() -> sessions.session("one").decide(Observation.of(1, 0)));
            }
            for (Future<Decision> each : threads.invokeAll(work)) {
                each.get();
            }
            assertThat(sessions.session("one").steps()).isEqualTo(400);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void givenAKey_whenItsSessionEnds_thenTheNextOneBeginsAnew() {
        try (var sessions = recall.sessions()) {
            var session = sessions.session("user-17");
            Decision fresh = session.decide(Observation.of(1, 0));
            session.act(Observation.of(0, 0));
            assertThat(sessions.session("user-17")).isSameAs(session);
            assertThat(sessions.keys()).containsExactly("user-17");
            assertThat(sessions.find("user-17")).containsSame(session);

            assertThat(sessions.end("user-17")).isTrue();
            assertThat(sessions.end("user-17")).isFalse();
            assertThat(sessions.find("user-17")).isEmpty();
            assertThatThrownBy(() -> session.act(Observation.of(0, 0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed; open another");
            assertThat(sessions.session("user-17").decide(Observation.of(1, 0))).isEqualTo(fresh);

            sessions.session("user-17").close();
            assertThat(sessions.size()).isZero();
        }
    }

    @Test
    void givenAsManyAsMayBe_thenTheLongestIdleMakesRoomAndNoneThatIsAtWork() {
        var clock = new AtomicLong();
        try (var sessions =
                new PolicySessions(recall, clock::get).limit(3).idle(Duration.ofSeconds(60))) {
            for (int i = 0; i < 3; i++) {
                clock.set(TimeUnit.SECONDS.toNanos(i));
                sessions.session("s" + i);
            }
            clock.set(TimeUnit.SECONDS.toNanos(59));
            sessions.session("s0");
            assertThatThrownBy(() -> sessions.session("more"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("there are 3 sessions already")
                    .hasMessageContaining("PT1M")
                    .hasMessageContaining("raise limit(…)");
            assertThat(sessions.keys()).containsExactly("s0", "s1", "s2");

            clock.set(TimeUnit.SECONDS.toNanos(62));
            var more = sessions.session("more");
            assertThat(sessions.keys()).containsExactly("more", "s0", "s2");
            more.act(Observation.of(0, 0));
            sessions.limit(1);
            assertThatThrownBy(() -> sessions.session("another"))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(sessions.limit(4).session("s1").steps()).isZero();
        }
    }

    @Test
    void givenASeed_thenEachKeyHasChanceOfItsOwnThatComesAgain() {
        assertThat(choices(1, "a")).isEqualTo(choices(1, "a"));
        assertThat(choices(1, "a")).isNotEqualTo(choices(1, "b")).isNotEqualTo(choices(2, "a"));
    }

    private static List<Integer> choices(long seed, String key) {
        var choices = new ArrayList<Integer>();
        try (var sessions = recall.sessions().sampled(seed)) {
            for (int i = 0; i < 60; i++) {
                choices.add(sessions.session(key).act(Observation.of(0, 0)).choice());
            }
        }
        return choices;
    }

    @Test
    void givenWhatIsWrong_thenItIsNamed() {
        var sessions = own.sessions();
        assertThatThrownBy(() -> sessions.limit(0)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> sessions.idle(Duration.ofSeconds(-1)))
                .hasMessageContaining("0 or more");
        assertThatThrownBy(() -> sessions.session("")).hasMessageContaining("must not be empty");
        var open = sessions.session("open");
        sessions.close();
        sessions.close();
        assertThat(sessions.size()).isZero();
        assertThatThrownBy(() -> sessions.session("late")).hasMessageContaining("are closed");
        assertThatThrownBy(() -> open.act(Observation.of(0, 0))).hasMessageContaining("is closed");
    }

    /** A policy whose checkpoint lacks a parameter. */
    private static Policy lacking(Policy policy, RunState state, String name) {
        List<FlatParameters.Entry> layout =
                state.layout().stream().filter(each -> !each.name().equals(name)).toList();
        var forged =
                new RunState(
                        state.update(),
                        state.environmentSteps(),
                        state.trainingSeconds(),
                        layout,
                        state.learner(),
                        state.hiddenState(),
                        state.environments(),
                        state.recentEpisodes(),
                        state.metrics(),
                        state.best());
        return Policy.of(policy.description(), forged, policy.network());
    }

    @Test
    void givenACheckpointWithoutAParameter_thenItIsNamed() {
        try (var run = Runs.recall(runs, "forged").build()) {
            for (String name : List.of("lin_hidden.weight", "recurrent_layer.l_0_h2h_bias")) {
                var forged = lacking(run.policy(), run.state(), name);
                assertThatThrownBy(forged::session)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("needs the parameter " + name)
                        .hasMessageContaining("there is none");
                assertThatThrownBy(forged::sessions).isInstanceOf(IllegalArgumentException.class);
            }
        }
        var envs = VectorEnvironment.of(2, Recall::new);
        var network =
                new WatchedNetwork(
                        RecurrentActorCritic.builder(envs).gru(4).hidden(4).build(), seen -> {});
        var agent = RecurrentPPO.builder().network(network).nSteps(32).seqLen(4).build();
        try (var run = Runs.below(runs, "forged-own", agent, envs).build()) {
            var forged = lacking(run.policy(), run.state(), "lin_value.bias");
            assertThatThrownBy(forged::session)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lin_value.bias")
                    .hasMessageContaining("give the network that was trained");
        }
    }
}
