package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import java.util.List;
import java.util.Map;

/**
 * Searing Spotlights: it gets dark, and the agent must take a coin and reach the exit without being
 * seen by the lights that wander over the floor. It sees where it started, and must remember where
 * its actions led it.
 *
 * <p>The observation is a picture of 3 × 84 × 84 bytes: what lies in the light, and a bar with the
 * health, the last action and whether there was a reward. The agent goes in eight directions. The
 * coin gives 0.25, the exit 1. An episode terminates at the exit, when the health is gone (five
 * steps in the light), or after 256 steps. {@code info} of the last step has {@code success},
 * {@code agentHealth} and {@code coinsCollected}, both fractions; of no coins at all, 1 is
 * collected. Without an exit the last coin is the success.
 *
 * <pre>{@code
 * var env = new SearingSpotlights(EnvironmentOptions.of(Map.of("numCoins", List.of(1, 2, 3))));
 * var picture = env.reset(42).bytes();
 * }</pre>
 */
public final class SearingSpotlights extends SpotlightTask {
    /** The id of the task. */
    public static final String V0 = "SearingSpotlights-v0";

    private static final EnvironmentOption<Integer> MAX_STEPS = GymOptions.maxSteps(256);
    private static final EnvironmentOption<Integer> INITIAL_SPAWNS =
            SpotlightOptions.initialSpawns(4);
    private static final EnvironmentOption<Integer> NUM_SPAWNS =
            EnvironmentOption.integer("numSpawns", 30, 0, 100_000, "lights that appear later");
    private static final EnvironmentOption<Double> INITIAL_SPAWN_INTERVAL =
            EnvironmentOption.number(
                    "initialSpawnInterval",
                    30,
                    0,
                    100_000,
                    "steps between lights, besides spawnIntervalThreshold");
    private static final EnvironmentOption<Double> SPAWN_INTERVAL_THRESHOLD =
            EnvironmentOption.number(
                    "spawnIntervalThreshold",
                    10,
                    0,
                    100_000,
                    "steps between lights, besides initialSpawnInterval");
    private static final EnvironmentOption<Double> SPAWN_INTERVAL_DECAY =
            EnvironmentOption.number(
                    "spawnIntervalDecay", 0.95, 0, 1, "without effect, as in the original");
    private static final EnvironmentOption<List<Integer>> NUM_COINS =
            EnvironmentOption.integers(
                    "numCoins", List.of(1), 0, 20, "coins of an episode" + GymOptions.ONE_OF);
    private static final EnvironmentOption<Boolean> USE_EXIT =
            EnvironmentOption.flag("useExit", true, "whether there is an exit");
    private static final EnvironmentOption<Double> EXIT_SCALE =
            EnvironmentOption.number("exitScale", 0.5, 0.1, 0.99, "the exit's side / 20 pixels");
    private static final EnvironmentOption<Boolean> EXIT_VISIBLE =
            EnvironmentOption.flag("exitVisible", false, "whether the exit shines in the dark");
    private static final EnvironmentOption<Integer> AGENT_HEALTH = SpotlightOptions.agentHealth(5);
    private static final EnvironmentOption<Double> REWARD_EXIT =
            GymOptions.reward("rewardExit", 1, "for the exit");
    private static final EnvironmentOption<Double> REWARD_MAX_STEPS =
            GymOptions.reward("rewardMaxSteps", 0, "without effect, as in the original");

    private static final EnvironmentDescription DESCRIPTION =
            EnvironmentDescription.of(
                            V0, "Take a coin and find the exit in the dark, away from the lights.")
                    .observation(
                            GymOptions.PICTURE,
                            "what lies in the light; health, last action, last reward")
                    .action(GymOptions.WALK, GymOptions.WALK_ACTIONS)
                    .rewards(0, 1.25)
                    .stepLimit(256)
                    .success("the exit is reached with all coins")
                    .source(GymOptions.SOURCE)
                    .options(
                            SpotlightOptions.with(
                                    MAX_STEPS,
                                    INITIAL_SPAWNS,
                                    NUM_SPAWNS,
                                    INITIAL_SPAWN_INTERVAL,
                                    SPAWN_INTERVAL_THRESHOLD,
                                    SPAWN_INTERVAL_DECAY,
                                    NUM_COINS,
                                    USE_EXIT,
                                    EXIT_SCALE,
                                    EXIT_VISIBLE,
                                    AGENT_HEALTH,
                                    REWARD_EXIT,
                                    REWARD_MAX_STEPS));

    private static final int ROOM = 21;

    private final int maxSteps;
    private final int numSpawns;
    private final int spawnInterval;
    private final List<Integer> coinCounts;
    private final boolean useExit;
    private final double rewardCoin;
    private final double rewardExit;
    private int coinCount;
    private int spawnsLeft;
    private boolean exitReached;

    /** The task with its defaults. */
    public SearingSpotlights() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options see {@link #description()}
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public SearingSpotlights(EnvironmentOptions options) {
        super(DESCRIPTION, options, INITIAL_SPAWNS, AGENT_HEALTH, options.get(EXIT_SCALE), true);
        maxSteps = options.get(MAX_STEPS);
        numSpawns = options.get(NUM_SPAWNS);
        spawnInterval =
                (int) (options.get(INITIAL_SPAWN_INTERVAL) + options.get(SPAWN_INTERVAL_THRESHOLD));
        coinCounts = options.get(NUM_COINS);
        useExit = options.get(USE_EXIT);
        rewardCoin = options.get(SpotlightOptions.REWARD_COIN);
        rewardExit = options.get(REWARD_EXIT);
        things.coinsVisible = options.get(SpotlightOptions.COINS_VISIBLE);
        things.exitVisible = options.get(EXIT_VISIBLE);
    }

    @Override
    boolean spawnsLight(int steps) {
        if (spawnsLeft == 0 || steps < spawnInterval) {
            return false;
        }
        spawnsLeft--;
        return true;
    }

    @Override
    void prepare() {
        spawnsLeft = numSpawns;
        exitReached = false;
        things.coins.clear();
        coinCount = random().choice(coinCounts);
        for (int i = 0; i < coinCount; i++) {
            things.coins.add(sampleInside(ROOM));
        }
        things.exit = useExit ? sampleInside(ROOM) : null;
        things.exitOpen = false;
    }

    /** The coin after one that is taken cannot be taken in the same step, as in the original. */
    @Override
    double collect(double reward) {
        double gained = 0;
        for (int i = 0; i < things.coins.size(); i++) {
            if (things.isCoinTouched(i)) {
                things.coins.remove(i);
                gained += rewardCoin;
            }
        }
        things.exitOpen = things.coins.isEmpty();
        exitReached = things.exitOpen && things.isExitTouched();
        return reward + gained + (exitReached ? rewardExit : 0);
    }

    private boolean isSolved() {
        boolean solved = useExit ? exitReached : things.coins.isEmpty() && coinCount > 0;
        return solved && isAlive();
    }

    @Override
    boolean isFinished() {
        return isSolved() || steps() == maxSteps;
    }

    @Override
    Map<String, Double> measurements() {
        int collected = coinCount - things.coins.size();
        return Map.of(
                "success",
                isSolved() ? 1.0 : 0.0,
                "agentHealth",
                healthFraction(),
                "coinsCollected",
                coinCount == 0 ? 1.0 : (double) collected / coinCount);
    }

    @Override
    void saveMore(SnapshotWriter to) {
        to.put(spawnsLeft);
    }

    @Override
    void loadMore(SnapshotReader from) {
        spawnsLeft = from.nextInt(0, numSpawns);
    }
}
