package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import java.util.Map;

/**
 * Endless Searing Spotlights: as {@link SearingSpotlights}, but without an exit: a coin that is
 * taken is followed by another, which shines for six steps.
 *
 * <p>The observation is a picture of 3 × 84 × 84 bytes. Each coin gives 0.25. An episode terminates
 * when the health is gone (ten steps in the light), or after 160 steps without a coin. {@code info}
 * of the last step has {@code agentHealth}, a fraction, and {@code coinsCollected}, a count.
 * Without coins the floor is black, as in the original.
 *
 * <pre>{@code
 * var env = new EndlessSearingSpotlights();
 * env.reset(42);
 * double[] places = env.groundTruth();
 * }</pre>
 */
public final class EndlessSearingSpotlights extends SpotlightTask {
    /** The id of the task. */
    public static final String V0 = "Endless-SearingSpotlights-v0";

    private static final EnvironmentOption<Integer> MAX_STEPS = GymOptions.maxSteps(-1);
    private static final EnvironmentOption<Integer> STEPS_PER_COIN =
            EnvironmentOption.integer(
                    "stepsPerCoin", 160, 1, 1_000_000, "steps to take a coin, or it ends");
    private static final EnvironmentOption<Integer> INITIAL_SPAWNS =
            SpotlightOptions.initialSpawns(3);
    private static final EnvironmentOption<Integer> SPAWN_INTERVAL =
            EnvironmentOption.integer("spawnInterval", 50, 1, 1_000_000, "steps between lights");
    private static final EnvironmentOption<Boolean> COIN_ENABLED =
            EnvironmentOption.flag("coinEnabled", true, "whether there are coins");
    private static final EnvironmentOption<Integer> COIN_SHOW_DURATION =
            EnvironmentOption.integer(
                    "coinShowDuration", 6, 0, 1_000_000, "steps that a new coin shines");
    private static final EnvironmentOption<Integer> AGENT_HEALTH = SpotlightOptions.agentHealth(10);

    private static final EnvironmentDescription DESCRIPTION =
            EnvironmentDescription.of(V0, "Take coins in the dark, away from the lights.")
                    .observation(
                            GymOptions.PICTURE,
                            "what lies in the light; a new coin; health, last action, last reward")
                    .action(GymOptions.WALK, GymOptions.WALK_ACTIONS)
                    .rewards(0, 0.25)
                    .success("it has no end: the more coins, the better")
                    .source(GymOptions.SOURCE)
                    .options(
                            SpotlightOptions.with(
                                    MAX_STEPS,
                                    STEPS_PER_COIN,
                                    INITIAL_SPAWNS,
                                    SPAWN_INTERVAL,
                                    COIN_ENABLED,
                                    COIN_SHOW_DURATION,
                                    AGENT_HEALTH));

    private static final int ROOM = 28;
    private static final double NO_EXIT = 0.5;

    private final int maxSteps;
    private final int stepsPerCoin;
    private final int spawnInterval;
    private final boolean coinEnabled;
    private final int coinShowDuration;
    private final boolean coinsVisible;
    private final double rewardCoin;
    private int coinSteps;
    private int coinsCollected;

    /** The task with its defaults. */
    public EndlessSearingSpotlights() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options see {@link #description()}
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public EndlessSearingSpotlights(EnvironmentOptions options) {
        super(
                DESCRIPTION,
                options,
                INITIAL_SPAWNS,
                AGENT_HEALTH,
                NO_EXIT,
                options.get(COIN_ENABLED));
        maxSteps = options.get(MAX_STEPS);
        stepsPerCoin = options.get(STEPS_PER_COIN);
        spawnInterval = options.get(SPAWN_INTERVAL);
        coinEnabled = options.get(COIN_ENABLED);
        coinShowDuration = options.get(COIN_SHOW_DURATION);
        coinsVisible = options.get(SpotlightOptions.COINS_VISIBLE);
        rewardCoin = options.get(SpotlightOptions.REWARD_COIN);
    }

    /**
     * Where the agent and the coin are.
     *
     * @return the column and the row of the agent and those of the coin, in widths of the screen; 0
     *     and 0 if there is no coin
     */
    public double[] groundTruth() {
        double side = Screen.SIDE;
        var truth = new double[] {agent.x / side, agent.y / side, 0, 0};
        if (coinEnabled) {
            Place coin = things.coins.get(0);
            truth[2] = coin.x() / side;
            truth[3] = coin.y() / side;
        }
        return truth;
    }

    @Override
    boolean spawnsLight(int steps) {
        return steps >= spawnInterval;
    }

    @Override
    void prepare() {
        things.coins.clear();
        coinsCollected = 0;
        coinSteps = 0;
        if (coinEnabled) {
            places.clear();
            things.coins.add(sampleInside(ROOM));
        }
        showCoin();
    }

    @Override
    double collect(double reward) {
        double total = reward;
        if (coinEnabled && things.isCoinTouched(0)) {
            total += rewardCoin;
            coinsCollected++;
            coinSteps = 0;
            replaceCoin();
        }
        coinSteps++;
        showCoin();
        return total;
    }

    /** The next coin is away from the last. */
    private void replaceCoin() {
        Place last = things.coins.remove(0);
        places.clear();
        places.block(last.x(), last.y(), ROOM);
        things.coins.add(sampleInside(ROOM));
    }

    private void showCoin() {
        things.coinsVisible = coinsVisible || coinSteps < coinShowDuration;
    }

    @Override
    boolean isFinished() {
        return coinEnabled && coinSteps == stepsPerCoin || steps() == maxSteps;
    }

    @Override
    Map<String, Double> measurements() {
        return Map.of("agentHealth", healthFraction(), "coinsCollected", (double) coinsCollected);
    }

    @Override
    void saveMore(SnapshotWriter to) {
        to.put(coinSteps).put(coinsCollected);
    }

    @Override
    void loadMore(SnapshotReader from) {
        coinSteps = from.nextInt();
        coinsCollected = from.nextInt();
        showCoin();
    }
}
