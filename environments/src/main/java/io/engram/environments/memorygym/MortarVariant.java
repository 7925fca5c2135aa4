package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;

/** The five tasks of Mortar Mayhem, and their options. */
enum MortarVariant {
    FREE(MortarMayhem.V0, 274, 25),
    GRID(MortarMayhem.GRID_V0, 118, 6),
    GIVEN(MortarMayhem.B_V0, 235, 25),
    GIVEN_GRID(MortarMayhem.B_GRID_V0, 79, 1),
    ENDLESS(EndlessMortarMayhem.V0, 0, 25);

    /** The number of numbers that tell the agent its commands. */
    static final int CODES = 20 * Command.COUNT;

    private static final int MOST_GIVEN = 20;

    private final String id;
    private final int framesPerSecond;
    private final EnvironmentOption<Integer> allowedCommands;
    private final EnvironmentOption<List<Integer>> commandCount;
    private final EnvironmentOption<List<Integer>> explosionDuration;
    private final EnvironmentOption<List<Integer>> explosionDelay;
    private final EnvironmentDescription description;

    MortarVariant(String id, int steps, int framesPerSecond) {
        this.id = id;
        this.framesPerSecond = framesPerSecond;
        allowedCommands =
                EnvironmentOption.integer(
                        "allowedCommands",
                        isGrid() ? 5 : 9,
                        4,
                        9,
                        "the first so many of right, down, left, up, stay, right down, right up,"
                                + " left down, left up");
        commandCount =
                EnvironmentOption.integers(
                        "commandCount",
                        List.of(10),
                        1,
                        isGiven() ? MOST_GIVEN : MortarOptions.LONGEST,
                        "commands of an episode" + GymOptions.ONE_OF);
        explosionDuration =
                MortarOptions.durations(
                        "explosionDuration", isGrid() ? 2 : 6, 1, "steps that tiles burn");
        explosionDelay =
                MortarOptions.durations(
                        "explosionDelay", isGrid() ? 6 : 18, 1, "steps to reach the next target");
        description = describe(steps);
    }

    String id() {
        return id;
    }

    int framesPerSecond() {
        return framesPerSecond;
    }

    EnvironmentDescription description() {
        return description;
    }

    EnvironmentOption<Integer> allowedCommands() {
        return allowedCommands;
    }

    EnvironmentOption<List<Integer>> commandCount() {
        return commandCount;
    }

    EnvironmentOption<List<Integer>> explosionDuration() {
        return explosionDuration;
    }

    EnvironmentOption<List<Integer>> explosionDelay() {
        return explosionDelay;
    }

    /** Whether the agent turns and goes from tile to tile. */
    final boolean isGrid() {
        return id.contains("-Grid");
    }

    /** Whether the commands are told in numbers all the time, and not shown. */
    final boolean isGiven() {
        return id.startsWith("MortarMayhemB");
    }

    private boolean isEndless() {
        return id.startsWith("Endless");
    }

    private EnvironmentDescription describe(int steps) {
        var about =
                EnvironmentDescription.of(
                                id,
                                isGiven()
                                        ? "Go where the given commands say, tile by tile."
                                        : "Remember commands, then go where they said, tile by"
                                                + " tile.")
                        .observation(
                                isGiven()
                                        ? ObservationSpace.together(
                                                ObservationSpace.part("visual", GymOptions.PICTURE),
                                                ObservationSpace.part(
                                                        "commands", ObservationSpace.vector(CODES)))
                                        : GymOptions.PICTURE,
                                isGiven()
                                        ? "the arena; for each of up to 20 commands 9 numbers, one"
                                                + " of them 1"
                                        : "the arena, and a command while it is shown")
                        .bounds(0, 1)
                        .action(
                                isGrid() ? ActionSpace.discrete(4) : GymOptions.WALK,
                                isGrid() ? GymOptions.GRID_ACTIONS : GymOptions.WALK_ACTIONS)
                        .rewards(0, 0.1)
                        .source(GymOptions.SOURCE)
                        .options(options().toArray(new EnvironmentOption<?>[0]));
        return isEndless()
                ? about.success("it has no end: the more commands, the better")
                : about.stepLimit(steps).success("all commands are followed");
    }

    private List<EnvironmentOption<?>> options() {
        var all = new ArrayList<EnvironmentOption<?>>();
        if (isEndless()) {
            all.addAll(List.of(MortarOptions.MAX_STEPS, MortarOptions.INITIAL_COMMAND_COUNT));
        } else {
            all.addAll(List.of(MortarOptions.ARENA_SIZE, commandCount));
        }
        all.add(allowedCommands);
        if (!isGiven()) {
            all.addAll(
                    List.of(MortarOptions.COMMAND_SHOW_DURATION, MortarOptions.COMMAND_SHOW_DELAY));
        }
        all.addAll(List.of(explosionDuration, explosionDelay, MortarOptions.VISUAL_FEEDBACK));
        all.addAll(
                List.of(
                        MortarOptions.REWARD_COMMAND_FAILURE,
                        MortarOptions.REWARD_COMMAND_SUCCESS));
        all.add(
                isEndless()
                        ? MortarOptions.REWARD_NEW_COMMAND_SUCCESS
                        : MortarOptions.REWARD_EPISODE_SUCCESS);
        if (isGrid()) {
            all.add(GymOptions.UNUSED_AGENT_SCALE);
        } else {
            all.addAll(List.of(GymOptions.AGENT_SPEED, GymOptions.AGENT_SCALE));
        }
        return List.copyOf(all);
    }
}
