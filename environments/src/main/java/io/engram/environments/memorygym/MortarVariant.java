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

    static final EnvironmentOption<Boolean> VISUAL_FEEDBACK =
            EnvironmentOption.flag("visualFeedback", true, "whether burning tiles turn red");
    static final EnvironmentOption<Double> REWARD_COMMAND_FAILURE =
            GymOptions.reward("rewardCommandFailure", 0, "for a command that is not followed");
    static final EnvironmentOption<Double> REWARD_COMMAND_SUCCESS =
            GymOptions.reward("rewardCommandSuccess", 0.1, "for each command that is followed");
    static final EnvironmentOption<Double> REWARD_EPISODE_SUCCESS =
            GymOptions.reward("rewardEpisodeSuccess", 0, "for the end of the last command");
    static final EnvironmentOption<Double> REWARD_NEW_COMMAND_SUCCESS =
            GymOptions.reward(
                    "rewardNewCommandSuccess", 0, "for following the newest command, besides");
    static final EnvironmentOption<Integer> ARENA_SIZE =
            EnvironmentOption.integer("arenaSize", 5, 2, 6, "tiles on each side of the arena");
    static final EnvironmentOption<Integer> INITIAL_COMMAND_COUNT =
            EnvironmentOption.integer(
                    "initialCommandCount", 1, 1, 1000, "commands shown at the start");
    static final EnvironmentOption<List<Integer>> COMMAND_SHOW_DURATION =
            durations("commandShowDuration", 3, 1, "steps that a command is shown");
    static final EnvironmentOption<List<Integer>> COMMAND_SHOW_DELAY =
            durations("commandShowDelay", 1, 0, "steps without a command after each");
    static final EnvironmentOption<Integer> MAX_STEPS = GymOptions.maxSteps(-1);

    /** The number of numbers that tell the agent its commands. */
    static final int CODES = 20 * Command.COUNT;

    private static final int MOST_GIVEN = 20;
    private static final int LONGEST = 1000;

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
                        isGiven() ? MOST_GIVEN : LONGEST,
                        "commands of an episode" + GymOptions.ONE_OF);
        explosionDuration =
                durations("explosionDuration", isGrid() ? 2 : 6, 1, "steps that tiles burn");
        explosionDelay =
                durations("explosionDelay", isGrid() ? 6 : 18, 1, "steps to reach the next target");
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

    private static EnvironmentOption<List<Integer>> durations(
            String name, int steps, int least, String meaning) {
        return EnvironmentOption.integers(
                name, List.of(steps), least, LONGEST, meaning + GymOptions.ONE_OF);
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
                        .action(
                                isGrid() ? ActionSpace.discrete(4) : GymOptions.WALK,
                                isGrid() ? GymOptions.GRID_ACTIONS : GymOptions.WALK_ACTIONS)
                        .rewards(0, 0.1)
                        .source(GymOptions.SOURCE)
                        .options(options().toArray(new EnvironmentOption<?>[0]));
        return isEndless() ? about : about.stepLimit(steps).success("all commands are followed");
    }

    private List<EnvironmentOption<?>> options() {
        var all = new ArrayList<EnvironmentOption<?>>();
        if (isEndless()) {
            all.addAll(List.of(MAX_STEPS, INITIAL_COMMAND_COUNT));
        } else {
            all.addAll(List.of(ARENA_SIZE, commandCount));
        }
        all.add(allowedCommands);
        if (!isGiven()) {
            all.addAll(List.of(COMMAND_SHOW_DURATION, COMMAND_SHOW_DELAY));
        }
        all.addAll(List.of(explosionDuration, explosionDelay, VISUAL_FEEDBACK));
        all.addAll(List.of(REWARD_COMMAND_FAILURE, REWARD_COMMAND_SUCCESS));
        all.add(isEndless() ? REWARD_NEW_COMMAND_SUCCESS : REWARD_EPISODE_SUCCESS);
        if (isGrid()) {
            all.add(GymOptions.UNUSED_AGENT_SCALE);
        } else {
            all.addAll(List.of(GymOptions.AGENT_SPEED, GymOptions.AGENT_SCALE));
        }
        return List.copyOf(all);
    }
}
