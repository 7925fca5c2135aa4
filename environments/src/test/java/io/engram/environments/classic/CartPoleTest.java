package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CartPoleTest {

    @Test
    void givenEpisodesOfGymnasium_whenPlayedAgain_thenEveryFloatIsTheSame() throws IOException {
        var traces = Trace.of("CartPole-v1");
        assertThat(traces).hasSizeGreaterThanOrEqualTo(20);
        for (Trace trace : traces) {
            trace.requireSame(new CartPole(), action -> Action.of(action.asInt()));
        }
    }

    @Test
    void givenTheOldTask_whenThePoleStaysUp_thenItIsTruncatedAfter200Steps() {
        var env = CartPole.v0();
        var observation = env.reset(2).floats();
        for (int i = 1; i <= 200; i++) {
            Step step = env.step(Action.of(observation[2] + 0.4 * observation[3] > 0 ? 1 : 0));
            observation = step.observation().floats();
            assertThat(step.terminated()).isFalse();
            assertThat(step.truncated()).isEqualTo(i == 200);
        }
        assertThatThrownBy(() -> env.step(Action.of(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset(seed)");
    }

    @Test
    void givenTheTasks_whenAsked_thenTheyDescribeThemselves() {
        assertThat(new CartPole().spec()).contains(EnvironmentSpec.of("CartPole-v1"));
        assertThat(CartPole.v0().spec()).contains(EnvironmentSpec.of("CartPole-v0"));
        assertThat(new CartPole().velocityIndices()).containsExactly(1, 3);
        assertThat(new CartPole().framesPerSecond()).isEqualTo(50);
    }

    @Test
    void givenAnAngle_whenDrawn_thenThePoleLeansToThatSide() {
        var picture = CartPolePicture.of(0, 0.5);
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(400);
        int x = 300 + (int) (100 * Math.sin(0.5));
        int y = 292 - (int) (100 * Math.cos(0.5));
        assertThat(picture.getRGB(x, y) & 0xFFFFFF).isEqualTo(0xCA9865);
        assertThat(picture.getRGB(600 - x, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }
}
