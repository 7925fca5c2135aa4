package io.engram.environments.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environments;
import io.engram.environments.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Box2dTracesTest {

    @Test
    void givenLandingsOfGymnasium_whenPlayedAgain_thenEveryBitAndTheInnerStateAreTheSame() {
        var traces = Trace.of(LunarLander.ID);
        for (Map<String, Object> options :
                List.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("continuous", true),
                        Map.of("enableWind", true),
                        Map.of("continuous", true, "enableWind", true))) {
            assertThat(traces)
                    .filteredOn(trace -> trace.options().equals(options))
                    .hasSizeGreaterThanOrEqualTo(20);
        }
        for (Trace trace : traces) {
            var lander = (LunarLander) Environments.make(trace.id(), trace.options());
            trace.replay(lander, 0, InnerState::of);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BipedalWalker.ID, BipedalWalker.HARDCORE_ID})
    void givenWalksOfGymnasium_whenPlayedAgain_thenEveryBitAndTheInnerStateAreTheSame(String id) {
        var traces = Trace.of(id);
        assertThat(traces).hasSizeGreaterThanOrEqualTo(20);
        for (Trace trace : traces) {
            var walker = (BipedalWalker) Environments.make(trace.id(), trace.options());
            trace.replay(walker, 0, InnerState::of);
        }
    }

    /** The traces have each way in which an episode can end. */
    @ParameterizedTest
    @ValueSource(strings = {LunarLander.ID, BipedalWalker.ID, BipedalWalker.HARDCORE_ID})
    void givenTheTraces_whenCounted_thenSomeAreTerminatedAndSomeTruncated(String id) {
        var traces = Trace.of(id);
        assertThat(traces).anyMatch(trace -> trace.line().get("terminated").asBoolean());
        assertThat(traces).anyMatch(trace -> trace.line().get("truncated").asBoolean());
    }
}
