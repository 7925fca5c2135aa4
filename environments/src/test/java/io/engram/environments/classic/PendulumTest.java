package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendulumTest {

    @Test
    void givenAnotherGravity_whenAsked_thenTheSpecNamesIt() {
        assertThat(new Pendulum().spec()).contains(EnvironmentSpec.of("Pendulum-v1"));
        assertThat(Environments.make("Pendulum-v1", Map.of("g", 9.81)).spec())
                .contains(EnvironmentSpec.of("Pendulum-v1", Map.of("g", 9.81)));
        assertThatThrownBy(() -> Environments.make("Pendulum-v1", Map.of("g", -1)))
                .hasMessage("option g of Pendulum-v1 must be a number from 0 to 100, but is -1");
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
