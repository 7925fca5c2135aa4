package io.engram.environments.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BipedalWalkerTest {
    private static final int SKY = 0xD7D7FF;
    private static final int SOIL = 0x66994C;
    private static final int HULL = 0x7F33E5;

    @Test
    void givenTheTasks_whenAsked_thenTheyDescribeThemselves() {
        var walker = new BipedalWalker();
        assertThat(walker.spec()).contains(EnvironmentSpec.of("BipedalWalker-v3"));
        assertThat(walker.observationSpace().size()).isEqualTo(24);
        assertThat(walker.actionSpace().size()).isEqualTo(4);
        assertThat(walker.velocityIndices()).containsExactly(1, 2, 3, 5, 7, 10, 12);
        assertThat(walker.framesPerSecond()).isEqualTo(50);
        assertThat(walker.description().orElseThrow().stepLimit()).hasValue(1600);
        var hardcore = BipedalWalker.hardcore();
        assertThat(hardcore.spec()).contains(EnvironmentSpec.of("BipedalWalkerHardcore-v3"));
        assertThat(hardcore.description().orElseThrow().stepLimit()).hasValue(2000);
    }

    @Test
    void givenTheOptionHardcore_whenReset_thenTheTerrainIsThatOfTheHardcoreTask() {
        try (var walker = Environments.make(BipedalWalker.ID, Map.of("hardcore", true));
                var hardcore = BipedalWalker.hardcore()) {
            assertThat(walker.reset(3)).isEqualTo(hardcore.reset(3));
        }
    }

    @Test
    void givenTheTerrains_whenMade_thenOnlyTheHardcoreOneHasObstacles() {
        for (int seed = 0; seed < 20; seed++) {
            var even = new WalkerTerrain(false, new NumpyRandom(seed));
            var hard = new WalkerTerrain(true, new NumpyRandom(seed));
            assertThat(even.blocks()).isEmpty();
            assertThat(hard.blocks()).hasSizeGreaterThan(5);
            assertThat(even.points().length).isEqualTo(200);
            assertThat(even.clouds()).hasSize(10);
        }
    }

    @Test
    void givenAWalker_whenDrawn_thenSkySoilAndHullAreSeen() {
        var walker = new BipedalWalker();
        walker.reset(1);
        walker.step(Action.ofValues(0, 0, 0, 0));
        var picture = walker.render();
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(400);
        var hull = walker.scene().parts().get(0);
        double scroll = Math.max(0, hull.x() - 4);
        int x = (int) ((hull.x() - scroll) * 30);
        int y = (int) (400 - hull.y() * 30);
        assertThat(picture.getRGB(x, y) & 0xFFFFFF).isEqualTo(HULL);
        assertThat(picture.getRGB(x, 350) & 0xFFFFFF).isEqualTo(SOIL);
        assertThat(picture.getRGB(x, y - 30) & 0xFFFFFF).isEqualTo(SKY);
    }
}
