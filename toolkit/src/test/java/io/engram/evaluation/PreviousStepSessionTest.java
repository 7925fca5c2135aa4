package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.ClipReward;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.fixture.Everything;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Observation;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session knows its previous action: a policy of PreviousStep acts without that wrapper. */
class PreviousStepSessionTest {
    @TempDir static Path runs;

    private static Policy policy(String name, Supplier<Environment> factory) {
        var envs = VectorEnvironment.of(2, factory);
        boolean vector = envs.observationSpace().isSingle();
        var seen = vector ? envs.normalizeObservations() : envs;
        try (var run = Runs.below(runs, name, Runs.agent(seen), seen).build()) {
            run.train(1);
            return run.policy();
        }
    }

    static Stream<Arguments> tasks() {
        return Stream.of(
                Arguments.of("vector", (Supplier<Environment>) () -> new Recall(9)),
                Arguments.of("everything", (Supplier<Environment>) Everything::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tasks")
    void givenAPolicyOfPreviousStep_whenItActsOutsideOfTheWrapper_thenItDoesTheSame(
            String name, Supplier<Environment> task) {
        var policy =
                policy(
                        name,
                        () ->
                                new ClipReward(
                                        new TimeLimit(new PreviousStep(task.get()), 99), -9, 9));
        try (var inside = policy.session().sampled(4);
                var outside = policy.session().sampled(4)) {
            for (int episode = 0; episode < 5; episode++) {
                var wrapped = new PreviousStep(task.get());
                var bare = task.get();
                inside.beginEpisode();
                outside.beginEpisode();
                Observation shown = wrapped.reset(episode);
                Observation seen = bare.reset(episode);
                double reward = 0;
                for (boolean done = false; !done; ) {
                    var decision = inside.decide(shown);
                    boolean begins = outside.steps() == 0 && episode % 2 == 0;
                    var other = begins ? outside.decide(seen) : outside.decide(seen, reward);
                    assertThat(other).isEqualTo(decision);
                    assertThat(outside.hiddenState()).isEqualTo(inside.hiddenState());
                    shown = wrapped.step(decision.action()).observation();
                    var step = bare.step(decision.action());
                    seen = step.observation();
                    reward = step.reward();
                    done = step.done();
                }
            }
        }
    }

    @Test
    void givenWhatDoesNotBelongTogether_thenItIsRefusedAndTheMemoryIsAsItWas() {
        var policy = policy("refusing", () -> new PreviousStep(new Recall()));
        try (var session = policy.session()) {
            refused(session, Observation.of(1, 0), 0.5, "must be 0 when an episode has just begun");
            session.act(Observation.of(1, 0));
            byte[] before = session.save();
            assertThatThrownBy(() -> session.act(Observation.of(0, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use act(observation, reward)");
            refused(session, Observation.of(0, 0), Double.NaN, "a finite number, but is NaN");
            refused(session, Observation.of(0, 0), 1e300, "a finite number, but is 1.0E300");
            refused(session, Observation.of(0, 0, 0, 0, 0), 1, "but has 5 floats");
            refused(session, null, 1, "is null");
            assertThat(session.save()).isEqualTo(before);
            session.act(Observation.of(0, 0), 1);
        }
    }

    @Test
    void givenAPolicyThatSeesTheActionAlone_thenItActsOutsideOfTheWrapperWithoutARewardToo() {
        var policy = policy("action", () -> PreviousStep.actionOf(new Recall(9)));
        try (var inside = policy.session().sampled(4);
                var outside = policy.session().sampled(4)) {
            var wrapped = PreviousStep.actionOf(new Recall(9));
            var bare = new Recall(9);
            Observation shown = wrapped.reset(3);
            Observation seen = bare.reset(3);
            for (boolean done = false; !done; ) {
                var decision = inside.decide(shown);
                assertThat(outside.decide(seen)).isEqualTo(decision);
                shown = wrapped.step(decision.action()).observation();
                var step = bare.step(decision.action());
                seen = step.observation();
                done = step.done();
            }
            refused(outside, seen, 1, "does not look at the previous reward");
        }
    }

    private static void refused(
            PolicySession session, Observation seen, double reward, String message) {
        assertThatThrownBy(() -> session.act(seen, reward))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void givenAPolicyThatDoesNotSeeTheStepBefore_thenARewardIsRefused() {
        try (var session = policy("plain", Recall::new).session()) {
            refused(session, Observation.of(1, 0), 0, "does not look at the previous reward");
        }
        // The stack shows several steps before, which a session does not keep.
        var stacked = policy("stacked", () -> new FrameStack(new PreviousStep(new Recall()), 2));
        try (var session = stacked.session()) {
            refused(session, Observation.of(1, 0), 0, "does not look at the previous reward");
        }
    }
}
