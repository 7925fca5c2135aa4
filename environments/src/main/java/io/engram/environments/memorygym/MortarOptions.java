package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOption;
import java.util.List;

/** The options that several tasks of Mortar Mayhem have with the same default. */
final class MortarOptions {
    /** The longest list of commands, and the longest time in steps. */
    static final int LONGEST = 1000;

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

    private MortarOptions() {}

    /** Numbers of steps. */
    static EnvironmentOption<List<Integer>> durations(
            String name, int steps, int least, String meaning) {
        return EnvironmentOption.integers(
                name, List.of(steps), least, LONGEST, meaning + GymOptions.ONE_OF);
    }
}
