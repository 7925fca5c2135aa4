package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environments;
import io.engram.environments.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicTracesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1"})
    void givenEpisodesOfGymnasium_whenPlayedAgain_thenEveryBitIsTheSame(String id) {
        var traces = Trace.of(id);
        assertThat(traces).hasSizeGreaterThanOrEqualTo(20).anyMatch(Trace::ended);
        traces.forEach(Trace::replay);
    }

    /** The cost of a torque is a float32 power in Python, so rewards differ in the last bits. */
    @Test
    void givenEpisodesOfPendulum_whenPlayedAgain_thenEveryObservationIsTheSame() {
        var traces = Trace.of("Pendulum-v1");
        assertThat(traces).hasSizeGreaterThanOrEqualTo(20).allMatch(Trace::ended);
        traces.forEach(trace -> trace.replay(Environments.make("Pendulum-v1"), 1e-10));
    }
}
