package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentSpec;
import io.engram.space.Action;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendulumTest {

    @Test
    void givenEpisodesOfGymnasium_whenPlayedAgain_thenEveryFloatIsTheSame() throws IOException {
        var traces = Trace.of("Pendulum-v1");
        assertThat(traces).hasSizeGreaterThanOrEqualTo(20);
        for (Trace trace : traces) {
            trace.requireSame(new Pendulum(), action -> Action.ofValues((float) action.asDouble()));
        }
    }

    @Test
    void givenATorqueBeyondTheMotor_whenTaken_thenItIsTheGreatestTorque() {
        var strong = new Pendulum();
        var greatest = new Pendulum();
        strong.reset(1);
        greatest.reset(1);
        assertThat(strong.step(Action.ofValues(9))).isEqualTo(greatest.step(Action.ofValues(2)));
    }

    @Test
    void givenAnotherGravity_whenAsked_thenTheSpecNamesIt() {
        assertThat(new Pendulum().spec()).contains(EnvironmentSpec.of("Pendulum-v1"));
        assertThat(new Pendulum(9.81).spec())
                .contains(new EnvironmentSpec("Pendulum-v1", Map.of("gravity", 9.81), List.of()));
        assertThatThrownBy(() -> new Pendulum(Double.NaN)).hasMessageContaining("gravity");
    }

    @Test
    void givenAState_whenDrawn_thenTheRodStandsWhereTheAngleSays() {
        var upright = PendulumPicture.of(0, 0.5);
        assertThat(upright.getWidth()).isEqualTo(500);
        assertThat(upright.getHeight()).isEqualTo(500);
        assertThat(upright.getRGB(250, 170) & 0xFFFFFF).isEqualTo(0xCC4D4D);
        var hanging = PendulumPicture.of(Math.PI, 0);
        assertThat(hanging.getRGB(250, 330) & 0xFFFFFF).isEqualTo(0xCC4D4D);
        assertThat(hanging.getRGB(250, 170) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }
}
