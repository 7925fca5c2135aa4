package io.engram.environments.minigrid;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.Map;

/**
 * A small map from lines of text: {@code #} wall, {@code .} empty, {@code >} the agent, {@code G}
 * goal, {@code L} lava, {@code K} red key, {@code O} blue ball, {@code D} closed red door, {@code
 * X} locked red door, {@code B} green box with a blue ball, {@code E} empty green box, {@code F}
 * blue floor.
 */
final class Lines extends MiniGridEnvironment {
    private final String[] lines;

    Lines(Map<String, Object> options, String... lines) {
        super(
                EnvironmentDescription.of("Lines-v0", "A map for a test."),
                lines[0].length(),
                lines.length,
                50,
                EnvironmentOptions.of(options));
        this.lines = lines;
        reset(0);
    }

    static Lines of(String... lines) {
        return new Lines(Map.of(), lines);
    }

    @Override
    protected void generate(Level level) {
        for (int y = 0; y < lines.length; y++) {
            for (int x = 0; x < lines[y].length(); x++) {
                level.grid().set(x, y, object(lines[y].charAt(x)));
                if (lines[y].charAt(x) == '>') {
                    level.putAgent(x, y, Direction.RIGHT);
                }
            }
        }
    }

    private static WorldObject object(char symbol) {
        return switch (symbol) {
            case '#' -> Wall.GREY;
            case 'G' -> new Goal();
            case 'L' -> new Lava();
            case 'K' -> new Key(Colour.RED);
            case 'O' -> new Ball(Colour.BLUE);
            case 'D' -> new Door(Colour.RED);
            case 'X' -> new Door(Colour.RED, Door.State.LOCKED);
            case 'B' -> new Box(Colour.GREEN, new Ball(Colour.BLUE));
            case 'E' -> new Box(Colour.GREEN);
            case 'F' -> new Floor(Colour.BLUE);
            default -> WorldObject.EMPTY;
        };
    }

    Step act(GridAction... actions) {
        Step step = null;
        for (var action : actions) {
            step = step(Action.of(action.ordinal()));
        }
        return step;
    }
}
