package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.space.Observation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks say of their observations is so. */
class ObservationBoundsTest {
    private static final int STEPS = 500;

    static Stream<String> ids() {
        return Environments.all().stream();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givenAnyTask_thenWhatItShowsIsWithinItsBounds(String id) {
        play(id, Map.of());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givenAnyTask_thenItSaysItsBounds_butForTheSpeedsOfCartPole(String id) {
        try (Environment environment = Environments.make(id)) {
            float[] high = environment.description().orElseThrow().high();
            for (int i = 0; i < high.length; i++) {
                assertThat(Float.isInfinite(high[i]))
                        .isEqualTo(id.startsWith("CartPole") && i % 2 == 1);
            }
        }
    }

    @Test
    void givenEachWayToSeeAGrid_thenWhatIsShownIsWithinItsBounds() {
        play("MiniGrid-KeyCorridorS3R3-v0", Map.of("showDirection", true));
        play("MiniGrid-KeyCorridorS3R3-v0", Map.of("observation", "oneHot"));
    }

    private static void play(String id, Map<String, Object> options) {
        try (Environment environment = Environments.make(id, options)) {
            var said = environment.description().orElseThrow();
            float[] low = said.low();
            float[] high = said.high();
            var actions = new RandomActions(environment.actionSpace(), 1);
            Observation seen = environment.reset(1);
            for (int step = 0; step < STEPS; step++) {
                for (int i = 0; i < low.length; i++) {
                    assertThat(seen.floats()[i]).isBetween(low[i], high[i]);
                }
                Step next = environment.step(actions.next(seen));
                seen = next.done() ? environment.reset(step) : next.observation();
            }
        }
    }
}
