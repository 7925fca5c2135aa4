package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOption;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;

/** What the descriptions and options of all tasks have in common. */
final class GymOptions {
    /** What every agent sees. */
    static final ObservationSpace PICTURE = ObservationSpace.image(3, Screen.SIDE, Screen.SIDE);

    /** The actions of a figure that goes in eight directions. */
    static final ActionSpace WALK = ActionSpace.multiDiscrete(3, 3);

    /** What these actions are. */
    static final String WALK_ACTIONS = "stay, left, right; stay, up, down";

    /** What the actions of a figure on a grid are. */
    static final String GRID_ACTIONS = "stay, turn left, turn right, go forward";

    /** Where the tasks come from. */
    static final String SOURCE = "Memory Gym 1.0.3 (MIT); Pleines et al. 2023";

    /** The end of the meaning of an option that is a list. */
    static final String ONE_OF = "; one of the list for each episode";

    static final EnvironmentOption<Double> AGENT_SPEED =
            EnvironmentOption.number(
                    "agentSpeed", 3, 0, Screen.SIDE, "pixels of one step along an axis");
    static final EnvironmentOption<Double> AGENT_SCALE =
            EnvironmentOption.number(
                    "agentScale", Agent.SCALE, 0.04, 0.66, "the agent's radius / 25 pixels");
    static final EnvironmentOption<Double> UNUSED_AGENT_SCALE =
            EnvironmentOption.number(
                    "agentScale", Agent.SCALE, 0.04, 0.66, "without effect on a grid");

    private static final double LARGEST_REWARD = 1000;

    private GymOptions() {}

    /** A reward. */
    static EnvironmentOption<Double> reward(String name, double value, String meaning) {
        return EnvironmentOption.number(
                name, value, -LARGEST_REWARD, LARGEST_REWARD, "reward " + meaning);
    }

    /** The greatest length of an episode. */
    static EnvironmentOption<Integer> maxSteps(int steps) {
        return EnvironmentOption.integer(
                "maxSteps",
                steps,
                -1,
                Integer.MAX_VALUE,
                "steps after which an episode terminates; no limit if not above 0");
    }
}
