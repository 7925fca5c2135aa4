package io.engram.environments.box2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LunarLanderTest {
    private static final int WHITE = 0xFFFFFF;
    private static final int HULL = 0x8066E6;
    private static final int FLAG = 0xCCCC00;

    @Test
    void givenTheContinuousTask_whenFlown_thenItIsTheOneOfTheOption() {
        try (var byOption = Environments.make(LunarLander.ID, Map.of("continuous", true));
                var byId = Environments.make(LunarLander.CONTINUOUS_ID)) {
            assertThat(byId.spec()).contains(EnvironmentSpec.of("LunarLanderContinuous-v3"));
            assertThat(byId.actionSpace()).isEqualTo(byOption.actionSpace());
            assertThat(byId.reset(3)).isEqualTo(byOption.reset(3));
            var throttle = Action.ofValues(0.7f, -0.6f);
            assertThat(byId.step(throttle)).isEqualTo(byOption.step(throttle));
        }
    }

    @Test
    void givenTheTask_whenAsked_thenItDescribesItself() {
        var lander = new LunarLander();
        assertThat(lander.spec()).contains(EnvironmentSpec.of("LunarLander-v3"));
        assertThat(lander.observationSpace().size()).isEqualTo(8);
        assertThat(lander.actionSpace()).isEqualTo(ActionSpace.discrete(4));
        assertThat(lander.velocityIndices()).containsExactly(2, 3, 5);
        assertThat(lander.framesPerSecond()).isEqualTo(50);
        assertThat(lander.description().orElseThrow().stepLimit()).hasValue(1000);
    }

    @Test
    void givenContinuous_whenMade_thenActionsAreTwoNumbers() {
        try (var lander = Environments.make(LunarLander.ID, Map.of("continuous", true))) {
            assertThat(lander.actionSpace())
                    .isEqualTo(ActionSpace.box(new float[] {-1, -1}, new float[] {1, 1}));
        }
    }

    @Test
    void givenOptionsOutOfRange_whenMade_thenTheRangeIsNamed() {
        assertThatThrownBy(() -> Environments.make(LunarLander.ID, Map.of("gravity", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gravity")
                .hasMessageContaining("from -12 to 0");
        assertThatThrownBy(() -> Environments.make(LunarLander.ID, Map.of("windPower", 21)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("windPower")
                .hasMessageContaining("from 0 to 20");
        assertThatThrownBy(() -> Environments.make(LunarLander.ID, Map.of("turbulencePower", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("turbulencePower");
    }

    @Test
    void givenAFlyingLander_whenDrawn_thenMoonFlagsAndLanderAreSeen() {
        var lander = new LunarLander();
        float[] seen = lander.reset(3).floats();
        for (int i = 0; i < 50; i++) {
            seen = lander.step(Action.of(0)).observation().floats();
        }
        var picture = lander.render();
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(400);
        assertThat(rgb(picture, 5, 5)).isZero();
        assertThat(rgb(picture, 300, 350)).isEqualTo(WHITE);
        assertThat(rgb(picture, 244, 255)).isEqualTo(FLAG);
        assertThat(rgb(picture, 364, 255)).isEqualTo(FLAG);
        assertThat(rgb(picture, column(seen), row(seen))).isEqualTo(HULL);
        assertThat(rgb(picture, column(seen), row(seen) + 18)).isZero();
    }

    @Test
    void givenTheMainEngine_whenDrawn_thenAFlameIsBelow() {
        var lander = new LunarLander();
        lander.reset(3);
        for (int i = 0; i < 50; i++) {
            lander.step(Action.of(0));
        }
        float[] seen = lander.step(Action.of(2)).observation().floats();
        int below = rgb(lander.render(), column(seen), row(seen) + 18);
        assertThat(below >> 16).isGreaterThan(below & 0xFF);
    }

    private static int column(float[] seen) {
        return Math.round(300 + 300 * seen[0]);
    }

    private static int row(float[] seen) {
        return Math.round(400 - 100 - 18 - 200 * seen[1]);
    }

    private static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFFFFFF;
    }
}
