package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Everything;
import io.engram.fixture.Runs;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session is shown wrongly is refused in one sentence, and the session goes on. */
class PolicySessionTest {
    @TempDir static Path runs;
    private static Policy recall;
    private static Policy everything;

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "recall").build()) {
            run.train(1);
            recall = run.policy();
        }
        var envs = VectorEnvironment.of(2, Everything::new);
        try (var run =
                TrainingRun.builder("everything", Runs.agent(envs), envs)
                        .checkpoints(runs.resolve("checkpoints"))
                        .logs(runs.resolve("logs"))
                        .build()) {
            everything = run.policy();
        }
    }

    private static Observation[] two(Observation first, Observation second) {
        return new Observation[] {first, second};
    }

    /** The actions of a second step, sampled, with something between it and the first. */
    private static Action[] secondStep(Consumer<PolicySession> between) {
        try (var session = recall.session(2)) {
            session.act(two(Observation.of(1, 0), Observation.of(-1, 0)), null);
            between.accept(session);
            var random = new RandomStream[] {RandomStream.of(1, "a"), RandomStream.of(1, "b")};
            return session.act(two(Observation.of(0, 1), Observation.of(0, 1)), random);
        }
    }

    private static void assertRefused(Observation[] shown, String... parts) {
        Action[] undisturbed = secondStep(session -> {});
        Action[] disturbed =
                secondStep(
                        session ->
                                assertThatThrownBy(() -> session.act(shown, null))
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageContainingAll(parts));
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void givenNumbersThatAreNotFinite_thenTheElementIsNamedAndTheMemoryIsAsItWas() {
        var good = Observation.of(0, 0);
        assertRefused(
                two(good, Observation.of(0, Float.NaN)), "environment 1 has NaN as element 1");
        assertRefused(
                two(Observation.of(Float.NEGATIVE_INFINITY, 0), good),
                "environment 0 has -Infinity as element 0");
    }

    @Test
    void givenNoObservationOrAnotherSize_thenBothSizesAreNamed() {
        var good = Observation.of(0, 0);
        assertRefused(two(good, Observation.of(1, 2, 3)), "environment 1 has 3 floats", "2 floats");
        assertRefused(two(good, Observation.of(1)), "environment 1 has 1 floats", "2 floats");
        assertRefused(two(Observation.ofBytes(new byte[2]), good), "environment 0 has 2 bytes");
        assertRefused(two(null, good), "environment 0 is null");
        assertRefused(new Observation[] {good}, "for 2 environments, but was shown 1 observations");
    }

    @Test
    void givenAsManyStreamsAsDoNotFit_thenItIsRefused() {
        try (var session = recall.session(2)) {
            var good = two(Observation.of(0, 0), Observation.of(0, 0));
            assertThatThrownBy(() -> session.act(good, new RandomStream[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was shown 1 random streams");
            assertThat(session.act(good, null)).hasSize(2);
        }
    }

    @Test
    void givenAnEnvironmentThatIsNotThere_thenTheRangeIsNamed() {
        try (var session = recall.session(3)) {
            for (int wrong : new int[] {-1, 3}) {
                assertThatThrownBy(() -> session.beginEpisode(wrong))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("environment must be 0 to 2 in this session, but is " + wrong);
            }
            session.beginEpisode(2);
        }
    }

    @Test
    void givenNothingLegalToChoose_thenTheBranchIsNamed() {
        var seen = new Everything().reset(1);
        try (var session = everything.session()) {
            Action action = session.act(seen);
            session.beginEpisode(0);
            assertThatThrownBy(() -> session.act(seen.allowing(true, true, false, false, false)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allows no choice of branch 1");
            assertThatThrownBy(() -> session.act(seen.allowing(true)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has 1 flags of legal choices, not the 5");
            assertThat(session.act(seen)).isEqualTo(action);
        }
    }

    @Test
    void givenFiniteNumbersThatOverflowInTheNetwork_thenTheMemoryIsAsItWas() {
        float most = Float.MAX_VALUE;
        Action[] undisturbed = secondStep(session -> {});
        Action[] disturbed =
                secondStep(
                        session -> {
                            try {
                                session.act(
                                        two(Observation.of(most, most), Observation.of(0, 0)),
                                        null);
                            } catch (IllegalStateException e) {
                                assertThat(e).hasMessageContaining("far greater than in training");
                                return;
                            }
                            session.beginEpisode(0);
                            session.beginEpisode(1);
                            session.act(two(Observation.of(1, 0), Observation.of(-1, 0)), null);
                        });
        assertThat(disturbed).isEqualTo(undisturbed);
    }

    @Test
    void givenAClosedSession_thenEveryUseSaysSo() {
        var session = recall.session();
        session.close();
        assertThatThrownBy(() -> session.beginEpisode(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed; open another");
    }
}
