package io.engram.environments.minigrid;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;

/** A level as a user writes it. */
final class LavaBridge extends MiniGridEnvironment {
    LavaBridge(EnvironmentOptions options) {
        super(
                EnvironmentDescription.of("LavaBridge-v0", "Cross the lava to the goal."),
                9,
                7,
                100,
                options);
    }

    @Override
    protected void generate(Level level) {
        level.grid().wallAround();
        int bridge = level.random().integers(1, 6);
        for (int y = 1; y < 6; y++) {
            level.grid().set(4, y, y == bridge ? WorldObject.EMPTY : new Lava());
        }
        level.grid().set(7, 5, new Goal());
        level.placeAgent(new Area(1, 1, 3, 5));
        level.mission("cross the bridge");
    }
}
