package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CartPoleTest {

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
    }

    @Test
    void givenTheRewardOfTheBook_whenThePoleFalls_thenOnlyTheFallCosts() {
        var env = Environments.make("CartPole-v1", Map.of("sutton_barto_reward", true));
        env.reset(0);
        Step step;
        do {
            step = env.step(Action.of(1));
            assertThat(step.reward()).isEqualTo(step.terminated() ? -1 : 0);
        } while (!step.done());
    }

    @Test
    void givenAStartRange_whenReset_thenTheStateLiesInIt() {
        var env = Environments.make("CartPole-v1", Map.of("low", 0.1, "high", 0.1));
        assertThat(env.reset(0).floats()).containsOnly(0.1f);
        assertThatThrownBy(() -> Environments.make("CartPole-v1", Map.of("low", 0.1)))
                .hasMessageContaining("low must not be above option high");
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
        var picture = CartPolePicture.of(0, 0.5, 1);
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(400);
        int x = 300 + (int) (100 * Math.sin(0.5));
        int y = 292 - (int) (100 * Math.cos(0.5));
        assertThat(picture.getRGB(x, y) & 0xFFFFFF).isEqualTo(0xCA9865);
        assertThat(picture.getRGB(600 - x, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    /** How long the pole stands if the cart is pushed to one side only. */
    private static int stepsToTheFall(Map<String, Object> options) {
        var env = Environments.make("CartPole-v1", options);
        env.reset(3);
        int steps = 1;
        while (!env.step(Action.of(1)).terminated()) {
            steps++;
        }
        return steps;
    }

    @Test
    void givenALongerPole_thenItFallsMoreSlowlyAndIsDrawnLonger() {
        assertThat(stepsToTheFall(Map.of("poleLength", 1)))
                .isEqualTo(stepsToTheFall(Map.of()))
                .isLessThan(stepsToTheFall(Map.of("pole_length", 2)))
                .isGreaterThan(stepsToTheFall(Map.of("poleLength", 0.3)));
        var longer = CartPolePicture.of(0, 0, 2);
        assertThat(longer.getRGB(300, 292 - 200) & 0xFFFFFF).isEqualTo(0xCA9865);
        assertThat(CartPolePicture.of(0, 0, 1).getRGB(300, 292 - 200) & 0xFFFFFF)
                .isEqualTo(0xFFFFFF);
        assertThatThrownBy(() -> Environments.make("CartPole-v1", Map.of("poleLength", 3)))
                .hasMessageContaining("option poleLength of")
                .hasMessageContaining("0.1")
                .hasMessageContaining("but is 3");
    }

    @Test
    void givenALongPole_thenASmallDeviationAcceleratesAsTheEquationSays() {
        var env =
                Environments.make(
                        "CartPole-v1", Map.of("poleLength", 1.6, "low", 0.1, "high", 0.1));
        env.reset(0);
        double angularVelocity = env.step(Action.of(1)).observation().floats()[3];
        // Florian (2005), equation 23 without friction, with a half length of 0.8 m.
        double angle = 0.1f;
        double pull = (10 + 0.1 * 0.8 * 0.1 * 0.1 * Math.sin(0.1)) / 1.1;
        double acceleration =
                (9.8 * Math.sin(0.1) - Math.cos(0.1) * pull)
                        / (0.8 * (4.0 / 3 - 0.1 * Math.pow(Math.cos(0.1), 2) / 1.1));
        assertThat(angularVelocity)
                .isCloseTo(angle + 0.02 * acceleration, org.assertj.core.data.Offset.offset(1e-6));
    }
}
