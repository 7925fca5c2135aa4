package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOption;
import java.util.ArrayList;
import java.util.List;

/** The options that both tasks of Searing Spotlights have. */
final class SpotlightOptions {
    static final EnvironmentOption<Double> SPOT_MIN_RADIUS =
            EnvironmentOption.number(
                    "spotMinRadius", 7.5, 1, 42, "least radius of a light, cut to whole pixels");
    static final EnvironmentOption<Double> SPOT_MAX_RADIUS =
            EnvironmentOption.number(
                    "spotMaxRadius", 13.75, 1, 42, "greatest radius of a light, cut to pixels");
    static final EnvironmentOption<Double> SPOT_MIN_SPEED =
            EnvironmentOption.number(
                    "spotMinSpeed", 0.0025, 0, 1, "least part of its way that a light goes a step");
    static final EnvironmentOption<Double> SPOT_MAX_SPEED =
            EnvironmentOption.number(
                    "spotMaxSpeed", 0.0075, 0, 1, "upper bound of the part of its way a step");
    static final EnvironmentOption<Double> SPOT_DAMAGE =
            EnvironmentOption.number(
                    "spotDamage", 1, 0, 1000, "health lost in a step in the light");
    static final EnvironmentOption<Boolean> VISUAL_FEEDBACK =
            EnvironmentOption.flag(
                    "visualFeedback", true, "whether the floor turns red when the agent is hit");
    static final EnvironmentOption<Boolean> BLACK_BACKGROUND =
            EnvironmentOption.flag(
                    "blackBackground", false, "whether the floor is black, and lights have rims");
    static final EnvironmentOption<Boolean> HIDE_CHESSBOARD =
            EnvironmentOption.flag("hideChessboard", false, "whether the floor is white");
    static final EnvironmentOption<Integer> LIGHT_DIM_OFF_DURATION =
            EnvironmentOption.integer(
                    "lightDimOffDuration", 6, 0, 1000, "steps until it is dark; 0 at once");
    static final EnvironmentOption<Integer> LIGHT_THRESHOLD =
            EnvironmentOption.integer(
                    "lightThreshold", 255, 0, 255, "it stops to get darker above this opacity");
    static final EnvironmentOption<Double> COIN_SCALE =
            EnvironmentOption.number("coinScale", 0.375, 0.1, 0.99, "a coin's radius / 10 pixels");
    static final EnvironmentOption<Boolean> COINS_VISIBLE =
            EnvironmentOption.flag("coinsVisible", false, "whether coins shine in the dark");
    static final EnvironmentOption<Boolean> AGENT_VISIBLE =
            EnvironmentOption.flag("agentVisible", false, "whether the agent shines in the dark");
    static final EnvironmentOption<Boolean> SAMPLE_AGENT_POSITION =
            EnvironmentOption.flag(
                    "sampleAgentPosition", true, "whether the agent starts anywhere, or midway");
    static final EnvironmentOption<Boolean> SHOW_LAST_ACTION =
            EnvironmentOption.flag("showLastAction", true, "whether a bar shows the last action");
    static final EnvironmentOption<Boolean> SHOW_LAST_POSITIVE_REWARD =
            EnvironmentOption.flag(
                    "showLastPositiveReward", true, "whether a bar shows a reward above 0");
    static final EnvironmentOption<Double> REWARD_INSIDE_SPOTLIGHT =
            GymOptions.reward("rewardInsideSpotlight", 0, "for a step in the light");
    static final EnvironmentOption<Double> REWARD_OUTSIDE_SPOTLIGHT =
            GymOptions.reward("rewardOutsideSpotlight", 0, "for a step out of the light");
    static final EnvironmentOption<Double> REWARD_DEATH =
            GymOptions.reward("rewardDeath", 0, "for the loss of all health");
    static final EnvironmentOption<Double> REWARD_COIN =
            GymOptions.reward("rewardCoin", 0.25, "for each coin");

    private static final int MOST_LIGHTS = 1000;

    private SpotlightOptions() {}

    /** The number of lights at the start. */
    static EnvironmentOption<Integer> initialSpawns(int lights) {
        return EnvironmentOption.integer(
                "initialSpawns", lights, 0, MOST_LIGHTS, "lights at the start");
    }

    /** The health at the start. */
    static EnvironmentOption<Integer> agentHealth(int health) {
        return EnvironmentOption.integer("agentHealth", health, 1, 1000, "health at the start");
    }

    /** Options of one task, followed by those of both. */
    static EnvironmentOption<?>[] with(EnvironmentOption<?>... own) {
        var all = new ArrayList<EnvironmentOption<?>>(List.of(own));
        all.addAll(List.of(SPOT_MIN_RADIUS, SPOT_MAX_RADIUS, SPOT_MIN_SPEED, SPOT_MAX_SPEED));
        all.addAll(List.of(SPOT_DAMAGE, VISUAL_FEEDBACK, BLACK_BACKGROUND, HIDE_CHESSBOARD));
        all.addAll(List.of(LIGHT_DIM_OFF_DURATION, LIGHT_THRESHOLD, COIN_SCALE, COINS_VISIBLE));
        all.addAll(List.of(GymOptions.AGENT_SPEED, GymOptions.AGENT_SCALE, AGENT_VISIBLE));
        all.addAll(List.of(SAMPLE_AGENT_POSITION, SHOW_LAST_ACTION, SHOW_LAST_POSITIVE_REWARD));
        all.addAll(List.of(REWARD_INSIDE_SPOTLIGHT, REWARD_OUTSIDE_SPOTLIGHT, REWARD_DEATH));
        all.add(REWARD_COIN);
        return all.toArray(new EnvironmentOption<?>[0]);
    }
}
