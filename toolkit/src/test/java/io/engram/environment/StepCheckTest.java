package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepCheckTest {
    private static final Action[] TWO = {Action.of(0), Action.of(1)};

    /** A corridor that goes wrong in its second step. */
    static final class Faulty extends Corridor {
        private final Step fault;
        private int steps;

        Faulty(Step fault) {
            this.fault = fault;
        }

        @Override
        public Step step(Action action) {
            steps++;
            return steps == 2 ? fault : Step.of(Observation.of(0, 0), 0);
        }
    }

    static Stream<Arguments> faults() {
        var good = Observation.of(0, 0);
        return Stream.of(
                Arguments.of(
                        null, "returned null in step 2 of its episode; step(action) must return"),
                Arguments.of(Step.of(null, 0), "returned null as observation in step 2"),
                Arguments.of(
                        Step.of(Observation.of(1, 2, 3), 0),
                        "an observation of 3 floats in step 2 of its episode; return 2 floats, as"
                                + " its observationSpace() ObservationSpace([2], FLOAT32) says"),
                Arguments.of(
                        Step.of(Observation.ofBytes(new byte[2]), 0),
                        "an observation of 2 bytes in step 2 of its episode; return 2 floats"),
                Arguments.of(
                        Step.of(Observation.of(0, Float.NaN), 0),
                        "returned NaN as element 1 of its observation in step 2"),
                Arguments.of(
                        Step.of(Observation.of(Float.NEGATIVE_INFINITY, 0), 0),
                        "returned -Infinity as element 0 of its observation"),
                Arguments.of(
                        Step.of(Observation.of(0, 0).allowing(false, false), 0),
                        "returned an observation that allows no choice of branch 0 in step 2 of its"
                                + " episode; at least one must be legal"),
                Arguments.of(
                        Step.of(Observation.of(0, 0).allowing(true), 0),
                        "returned 1 flags of legal choices in step 2 of its episode; give one for"
                                + " each of the 2 choices"),
                Arguments.of(
                        Step.of(good, Double.NaN),
                        "returned the reward NaN in step 2 of its episode; a reward must be a finite"),
                Arguments.of(
                        Step.of(good, Double.POSITIVE_INFINITY), "returned the reward Infinity"),
                Arguments.of(
                        new Step(good, 0, false, false, null), "returned null as info in step 2"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void givenAWrongStep_whenStepped_thenTheMessageNamesPlaceFaultAndRemedy(
            Step fault, String message) {
        var made = new AtomicInteger();
        var envs =
                VectorEnvironment.of(
                        2, () -> made.getAndIncrement() == 0 ? new Corridor() : new Faulty(fault));
        envs.reset(1);
        envs.step(TWO);
        assertThatThrownBy(() -> envs.step(TWO))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("Faulty (environment 1) returned")
                .hasMessageContaining(message);
    }

    @Test
    void givenAWrongReset_whenReset_thenTheMessageSaysSo() {
        var envs =
                VectorEnvironment.of(
                        1,
                        () ->
                                new Corridor() {
                                    @Override
                                    public Observation reset(long seed) {
                                        return Observation.of(1);
                                    }
                                });
        assertThatThrownBy(() -> envs.reset(1))
                .hasMessageContaining("an observation of 1 floats from reset(seed)");
    }

    @Test
    void givenWrongCalls_whenMade_thenOneSentenceSaysWhatToDo() {
        var envs = VectorEnvironment.of(2, Corridor::new);
        assertThatThrownBy(() -> envs.step(TWO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call reset(seed) or restore(state) before step(actions)");
        assertThatThrownBy(envs::state).isInstanceOf(IllegalStateException.class);
        envs.reset(1);
        assertThatThrownBy(() -> envs.step(new Action[] {Action.of(1)}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 environments need 2 actions, but got 1");
        assertThatThrownBy(() -> envs.step(new Action[] {Action.of(1), Action.of(2)}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the action of environment 1 must be in Discrete[2], but is Action[2]");
        assertThat(envs.step(TWO).rewards()).hasSize(2);
        var other = VectorEnvironment.of(3, Corridor::new);
        assertThatThrownBy(() -> other.restore(envs.state()))
                .hasMessageContaining("is of 2 environments, but these are 3");
    }

    @Test
    void givenAWrongFactory_whenMade_thenItIsRefused() {
        var one = new Corridor();
        var made = new AtomicInteger();
        Supplier<Environment> mixed = () -> new FrameStack(new Corridor(), made.incrementAndGet());
        assertThatThrownBy(() -> VectorEnvironment.of(0, Corridor::new))
                .hasMessage("count must be at least 1, but is 0");
        assertThatThrownBy(() -> VectorEnvironment.of(2, () -> one))
                .hasMessageContaining("the same Corridor twice");
        assertThatThrownBy(() -> VectorEnvironment.of(2, () -> null))
                .hasMessageContaining("returned null");
        assertThatThrownBy(() -> VectorEnvironment.of(2, mixed))
                .hasMessageContaining("the same observation space")
                .hasMessageContaining("FrameStack(Corridor)");
        assertThatThrownBy(() -> VectorEnvironment.parallel(2, 3, Corridor::new))
                .hasMessage("threads must be 1 to the number of environments, 2, but is 3");
    }

    @Test
    void givenAnEnvironmentWithItsOwnRandomness_whenRestored_thenItIsFoundOut() {
        var limit = new AtomicInteger(10);
        var envs = VectorEnvironment.of(1, () -> new TimeLimit(new Corridor(), limit.get()));
        envs.reset(1);
        for (int i = 0; i < 4; i++) {
            envs.step(new Action[] {Action.of(i % 2)});
        }
        VectorState state = envs.state();
        assertThat(state.episodes().get(0).actions()).hasSize(4);
        limit.set(3);
        var shorter = VectorEnvironment.of(1, () -> new TimeLimit(new Corridor(), limit.get()));
        assertThatThrownBy(() -> shorter.restore(state))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("ended its episode after 3 of the 4 saved actions")
                .hasMessageContaining("reset(seed)");
    }

    @Test
    void givenStatesOfOtherNormalisers_whenRestored_thenTheMessageNamesWhatIsMissing() {
        var plain = VectorEnvironment.of(1, Corridor::new);
        plain.reset(1);
        var normal = VectorEnvironment.of(1, Corridor::new).normalizeObservations();
        assertThatThrownBy(() -> normal.restore(plain.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observation_count");
        assertThatThrownBy(normal::normalizeObservations).hasMessageContaining("already");
        assertThatThrownBy(() -> plain.normalizeRewards(2)).hasMessageContaining("gamma");
    }

    @Test
    void givenPixels_whenNormalized_thenItIsRefused() {
        var envs =
                VectorEnvironment.of(
                        1,
                        () ->
                                new Corridor() {
                                    @Override
                                    public ObservationSpace observationSpace() {
                                        return ObservationSpace.image(3, 2, 2);
                                    }
                                });
        assertThatThrownBy(envs::normalizeObservations)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("divided by 255");
    }

    @Test
    void givenEnvironmentsOfTwoKinds_whenAsked_thenTheyHaveNoSpec() {
        var made = new AtomicInteger();
        var envs =
                VectorEnvironment.of(
                        2,
                        () -> {
                            var spec = EnvironmentSpec.of("Corridor-v" + made.getAndIncrement());
                            return new Corridor() {
                                @Override
                                public Optional<EnvironmentSpec> spec() {
                                    return Optional.of(spec);
                                }
                            };
                        });
        assertThat(envs.spec()).isEmpty();
    }
}
