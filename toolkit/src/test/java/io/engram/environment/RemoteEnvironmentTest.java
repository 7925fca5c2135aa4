package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.wrapper.MapAction;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RemoteEnvironmentTest {
    private final List<String> calls = new ArrayList<>();
    private int made;

    /** Writes down what it is told and asked; ends after two steps. */
    private final class Elsewhere implements RemoteEnvironment {
        private final int number = made++;
        private int steps;
        private long expectedSeed;
        private boolean told;

        @Override
        public ObservationSpace observationSpace() {
            return ObservationSpace.vector(1);
        }

        @Override
        public ActionSpace actionSpace() {
            return ActionSpace.discrete(3);
        }

        @Override
        public void expectReset(long seed) {
            calls.add("expect reset " + number);
            expectedSeed = seed;
            told = true;
        }

        @Override
        public void expectStep(Action action) {
            calls.add("expect step " + number);
        }

        @Override
        public Observation reset(long seed) {
            calls.add("reset " + number);
            if (told) {
                assertThat(seed).isEqualTo(expectedSeed);
            }
            told = false;
            steps = 0;
            return Observation.of(steps);
        }

        @Override
        public Step step(Action action) {
            calls.add("step " + number);
            if (action.choice() == 2) {
                throw new RemoteException("threw ValueError: two", "line 1\nline 2\n");
            }
            steps++;
            return new Step(Observation.of(steps), 1, steps == 2, false);
        }

        @Override
        public String name() {
            return "games:Elsewhere";
        }
    }

    private VectorEnvironment vector(UnaryOperator<Environment> wrapper) {
        return VectorEnvironment.of(2, () -> wrapper.apply(new Elsewhere()));
    }

    private static Action[] both(int choice) {
        return new Action[] {Action.of(choice), Action.of(choice)};
    }

    @Test
    void givenEnvironmentsElsewhere_whenStepped_thenAllAreToldBeforeTheFirstIsAsked() {
        try (var envs = vector(it -> it)) {
            envs.reset(1);
            assertThat(calls)
                    .containsExactly("expect reset 0", "expect reset 1", "reset 0", "reset 1");
            calls.clear();
            envs.step(both(0));
            assertThat(calls).containsExactly("expect step 0", "expect step 1", "step 0", "step 1");
        }
    }

    @Test
    void givenEpisodesThatEnd_whenStepped_thenEachIsToldToBeginAtOnceAndAskedLast() {
        try (var envs = vector(it -> it)) {
            envs.reset(1);
            envs.step(both(0));
            calls.clear();
            VectorStep last = envs.step(both(0));
            assertThat(calls)
                    .containsExactly(
                            "expect step 0",
                            "expect step 1",
                            "step 0",
                            "expect reset 0",
                            "step 1",
                            "expect reset 1",
                            "reset 0",
                            "reset 1");
            assertThat(last.finished()).hasSize(2);
            assertThat(last.observations()[1]).isEqualTo(Observation.of(0f));
            assertThat(last.finalObservations()[1]).isEqualTo(Observation.of(2f));
        }
    }

    @Test
    void givenAWrapperThatPassesOn_thenTheEnvironmentInsideIsTold() {
        try (var envs = vector(it -> new TimeLimit(it, 1))) {
            envs.reset(1);
            calls.clear();
            VectorStep step = envs.step(both(0));
            assertThat(step.truncated()).containsOnly(true);
            assertThat(calls).startsWith("expect step 0", "expect step 1").contains("reset 1");
        }
    }

    @Test
    void givenAWrapperThatChangesTheAction_thenNobodyIsTold() {
        assertThat(RemoteEnvironment.inside(new MapAction(new Elsewhere(), each -> each)))
                .isEmpty();
        assertThat(RemoteEnvironment.inside(new Corridor())).isEmpty();
    }

    @Test
    void givenAFailureElsewhere_thenOneExceptionTellsAll() {
        try (var envs = vector(it -> it)) {
            envs.reset(1);
            assertThatThrownBy(() -> envs.step(both(2)))
                    .isInstanceOf(EnvironmentException.class)
                    .hasNoCause()
                    .hasMessage(
                            "games:Elsewhere (environment 0) threw ValueError: two in step 1 of its"
                                    + " episode:\nline 1\nline 2");
        }
    }

    @Test
    void givenAStateInMidEpisode_whenRestored_thenItIsPlayedAgain() {
        try (var envs = vector(it -> it);
                var others = vector(it -> it)) {
            envs.reset(1);
            for (int i = 0; i < 3; i++) {
                envs.step(both(0));
            }
            VectorState state = envs.state();
            assertThat(state.episodes().get(0).actions()).hasSize(1);
            assertThat(others.restore(state)).containsOnly(Observation.of(1f));
            assertThat(others.step(both(0)).finished()).hasSize(2);
            assertThat(others.state().episodes().get(1).seed())
                    .isNotEqualTo(state.episodes().get(1).seed());
        }
    }
}
