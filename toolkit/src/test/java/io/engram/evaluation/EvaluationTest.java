package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.training.TrainingRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir static Path runs;
    private static Policy policy;

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "recall").build()) {
            run.train(15);
            policy = run.policy();
        }
    }

    private static Evaluation evaluation() {
        return Evaluation.of(policy, Recall::new).episodes(20).seed(7);
    }

    /** Recall with episodes of many lengths, so that slots are used again at odd times. */
    private static final class Varied extends Recall {
        private int left;

        @Override
        public Observation reset(long seed) {
            left = 1 + RandomStream.of(seed, "length").nextInt(9);
            return super.reset(seed);
        }

        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return new Step(step.observation(), step.reward() + 0.25, --left == 0, false);
        }
    }

    @Test
    void givenThatItIsGivenUpWhileEnvironmentsAreMade_thenNoMoreAreMadeAndThoseAreClosed() {
        var open = new AtomicInteger();
        var made = new AtomicInteger();
        class Counted extends Recall {
            Counted() {
                made.incrementAndGet();
                open.incrementAndGet();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
        var many =
                Evaluation.of(policy, Counted::new).episodes(1000).environments(1000).anotherTask();

        assertThatThrownBy(
                        () ->
                                many.run(
                                        () -> {
                                            if (made.get() >= 3) {
                                                throw new IllegalStateException("enough");
                                            }
                                        }))
                .hasMessage("enough");
        assertThat(made).hasValue(3);
        assertThat(open).hasValue(0);
    }

    @Test
    void givenAnyNumberOfEnvironments_thenTheResultsAreTheSame() {
        var alone = varied().environments(1).run();
        var many = varied().environments(7).run();

        assertThat(many.episodes()).isEqualTo(alone.episodes());
        assertThat(alone.episodes()).extracting(EpisodeResult::length).contains(1, 9);
    }

    private static Evaluation varied() {
        return Evaluation.of(policy, Varied::new).anotherTask().episodes(20).sampled();
    }

    @Test
    void givenASeed_thenTheEpisodesAreFixed() {
        var once = evaluation().run();

        assertThat(evaluation().run().episodes()).isEqualTo(once.episodes());
        assertThat(once.episodes()).extracting(EpisodeResult::seed).doesNotHaveDuplicates();
        assertThat(evaluation().episodes(5).run().episodes())
                .isEqualTo(once.episodes().subList(0, 5));
        assertThat(evaluation().seed(8).run().episodes()).isNotEqualTo(once.episodes());
    }

    @Test
    void givenATrainedPolicy_thenItRemembersTheCue() {
        var result = evaluation().run();

        assertThat(result.returns().mean()).isGreaterThan(0.5);
        assertThat(result.episodes()).allSatisfy(each -> assertThat(each.length()).isEqualTo(4));
        assertThat(result.summary().stringColumn("measure").asList())
                .containsExactly("return", "length", "success");
        assertThat(result.table().rowCount()).isEqualTo(20);
        assertThat(result.summary().name()).isEqualTo("recall, update 15: 20 greedy episodes");
    }

    @Test
    void givenSampling_thenActionsAreDrawnAndTheSeedFixesThem() {
        var untrained = Runs.recall(runs, "untrained");
        try (var run = untrained.build()) {
            var fresh = run.policy();
            var greedy = Evaluation.of(fresh, Recall::new).episodes(20).run();
            var sampled = Evaluation.of(fresh, Recall::new).episodes(20).sampled();

            assertThat(sampled.run().episodes()).isEqualTo(sampled.run().episodes());
            assertThat(sampled.run().episodes()).isNotEqualTo(greedy.episodes());
        }
    }

    @Test
    void givenAPolicyOfTheUsersOwnEnvironment_thenItsOwnTestAsksForIt() {
        assertThatThrownBy(() -> Evaluation.of(policy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the policy 'recall' was trained in Recall, of which a checkpoint knows the name only, since an environment or a wrapper is your own; give it: Evaluation.of(policy, () -> …)");
    }

    @Test
    void givenMaxSteps_thenEpisodesAreCutOff() {
        assertThat(evaluation().maxSteps(2).run().episodes())
                .allSatisfy(each -> assertThat(each.length()).isEqualTo(2));
    }

    @Test
    void givenOtherSpaces_thenBothAreNamed() {
        class Wide extends Recall {
            @Override
            public ObservationSpace observationSpace() {
                return ObservationSpace.vector(3);
            }
        }
        class Rich extends Recall {
            @Override
            public ActionSpace actionSpace() {
                return ActionSpace.discrete(5);
            }
        }
        assertThatThrownBy(() -> Evaluation.of(policy, Wide::new).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'recall' was trained with the observation space")
                .hasMessageContaining(new Recall().observationSpace().toString())
                .hasMessageContaining(new Wide().observationSpace().toString());
        assertThatThrownBy(() -> Evaluation.of(policy, Rich::new).run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trained with the action space");
    }

    @Test
    void givenNumbersOutOfRange_thenTheyAreNamed() {
        assertThatThrownBy(() -> evaluation().episodes(0))
                .hasMessage("episodes must be at least 1, but is 0");
        assertThatThrownBy(() -> evaluation().environments(0))
                .hasMessage("environments must be at least 1, but is 0");
        assertThatThrownBy(() -> evaluation().maxSteps(-1))
                .hasMessage("maxSteps must be at least 1, but is -1");
        assertThatThrownBy(() -> evaluation().episodes(2).run().film(3, runs.resolve("a.mp4")))
                .hasMessage("film needs 1 to 2 episodes, but was asked for 3");
    }

    @Test
    void givenAFilm_thenItIsAnMp4AndAFailedOneLeavesItInPlace(@TempDir Path folder)
            throws IOException {
        class Blind extends Recall {
            private int seen;

            @Override
            public BufferedImage render() {
                if (++seen > 3) {
                    throw new IllegalStateException("the lamp broke");
                }
                return super.render();
            }
        }
        Path file = folder.resolve("recall.mp4");
        evaluation().run().film(2, file);
        byte[] film = Files.readAllBytes(file);
        assertThat(new String(film, 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("ftyp");

        var blind = Evaluation.of(policy, Blind::new).anotherTask().episodes(2).run();
        assertThatThrownBy(() -> blind.film(2, file)).hasMessageContaining("the lamp broke");
        assertThat(Files.readAllBytes(file)).isEqualTo(film);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void givenASession_thenItRemembersUntilAnEpisodeBegins() {
        try (var session = policy.session()) {
            for (int cue : new int[] {0, 1, 1, 0}) {
                session.beginEpisode(0);
                assertThat(recalled(session, cue)).isEqualTo(Action.of(cue));
            }
            // The same blank observation after either cue, and after none.
            session.beginEpisode(0);
            Action fresh = session.act(Observation.of(0, 1));
            recalled(session, 1 - fresh.choice());
            session.beginEpisode(0);
            assertThat(session.act(Observation.of(0, 1))).isEqualTo(fresh);
        }
    }

    private static Action recalled(PolicySession session, int cue) {
        session.act(Observation.of(2 * cue - 1, 0));
        session.act(Observation.of(0, 0));
        session.act(Observation.of(0, 0));
        return session.act(Observation.of(0, 1));
    }

    @Test
    void givenAMisusedSession_thenItSaysWhy() {
        var session = policy.session(2);
        assertThatThrownBy(() -> session.act(Observation.of(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("for 2 environments, but was shown 1");
        session.close();
        session.close();
        assertThatThrownBy(() -> session.act(new Observation[2], null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> policy.session(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenANormalisedRun_thenTheLoadedPolicyNormalisesWhatItSees() {
        var envs = VectorEnvironment.of(4, Recall::new).normalizeObservations();
        try (var run =
                TrainingRun.builder("normalised", Runs.agent(envs), envs)
                        .seed(3)
                        .checkpoints(runs.resolve("checkpoints"))
                        .logs(runs.resolve("logs"))
                        .build()) {
            run.train(2);
            var normalizer = envs.observationNormalizer().orElseThrow();
            var raw = Observation.of(-1, 1);
            var loaded = Policy.load(runs.resolve("checkpoints/normalised"));

            assertThat(loaded.normalizer().orElseThrow().normalize(raw))
                    .isEqualTo(normalizer.frozen().normalize(raw))
                    .isNotEqualTo(raw);
            var here = Evaluation.of(run.policy(), Recall::new).sampled().run();
            var there = Evaluation.of(loaded, Recall::new).sampled().run();
            assertThat(there.episodes()).isEqualTo(here.episodes());
        }
    }
}
