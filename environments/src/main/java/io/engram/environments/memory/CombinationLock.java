package io.engram.environments.memory;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * A row of doors, each opened by one of a few keys; a wrong key leads back to the first door, and
 * only the last door pays: the classic test of exploration (Misra et al. 2020, without their
 * noise). Whoever tries keys at random opens d doors of k keys in a row once in k^d attempts.
 *
 * <p>The observation has one element for each door, 1 for the one ahead. The action is the key to
 * try. The last door gives 1 and terminates the episode, everything else 0. {@code info} of the
 * last step has {@code success}, 1 or 0, and {@code doors}, the most doors opened in a row. Which
 * key opens which door is drawn once from the option {@code combination}, whatever the episode's
 * seed.
 *
 * <pre>{@code
 * var env = Environments.make("CombinationLock-v0", Map.of("doors", 8));
 * }</pre>
 */
public final class CombinationLock extends CheckedEnvironment {
    /** The id of the task. */
    public static final String ID = "CombinationLock-v0";

    /** The name of the last step's measurement: 1 if the last door was opened, else 0. */
    public static final String SUCCESS = "success";

    /** The name of the last step's measurement: the most doors opened in a row. */
    public static final String DOORS_OPENED = "doors";

    private static final EnvironmentOption<Integer> DOORS =
            EnvironmentOption.integer("doors", 15, 1, 1_000, "doors in a row");
    private static final EnvironmentOption<Integer> KEYS =
            EnvironmentOption.integer("keys", 3, 2, 100, "keys to choose from at each door");
    private static final EnvironmentOption<Integer> COMBINATION =
            EnvironmentOption.integer(
                    "combination", 0, 0, Integer.MAX_VALUE, "which keys open the doors");
    private static final EnvironmentOption<Integer> MAX_STEPS =
            EnvironmentOption.integer(
                    "maxSteps",
                    0,
                    0,
                    Integer.MAX_VALUE,
                    "steps until an episode is cut off; 0: twice the number of doors");

    private final int keys;
    private final int maxSteps;
    private final int[] combination;

    private int door;
    private int farthest;
    private int tried;

    /** The task with its defaults. */
    public CombinationLock() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options doors, keys, combination, maxSteps
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public CombinationLock(EnvironmentOptions options) {
        super(describe(options), options);
        keys = options.get(KEYS);
        maxSteps = maxSteps(options);
        combination = new int[options.get(DOORS)];
        var random = new NumpyRandom(options.get(COMBINATION));
        for (int i = 0; i < combination.length; i++) {
            combination[i] = random.integers(0, keys);
        }
    }

    private static int maxSteps(EnvironmentOptions options) {
        int given = options.get(MAX_STEPS);
        return given > 0 ? given : 2 * options.get(DOORS);
    }

    private static EnvironmentDescription describe(EnvironmentOptions options) {
        return EnvironmentDescription.of(
                        ID,
                        "Open a row of doors, each with its key; a wrong key leads back to the first.")
                .observation(
                        ObservationSpace.vector(options.get(DOORS)), "which door is ahead, as bits")
                .bounds(0, 1)
                .action(ActionSpace.discrete(options.get(KEYS)), "the key to try")
                .rewards(0, 1)
                .stepLimit(maxSteps(options))
                .success("the last door is open; info has success 1")
                .source("Misra et al. 2020, Kinematic State Abstraction")
                .options(DOORS, KEYS, COMBINATION, MAX_STEPS);
    }

    @Override
    protected Observation begin(long seed) {
        door = 0;
        farthest = 0;
        tried = -1;
        return ahead();
    }

    @Override
    protected Step advance(Action action) {
        tried = action.choice();
        door = tried == combination[door] ? door + 1 : 0;
        farthest = Math.max(farthest, door);
        boolean open = door == combination.length;
        boolean last = steps() >= maxSteps;
        Map<String, Double> info =
                open || last
                        ? Map.of(SUCCESS, open ? 1.0 : 0.0, DOORS_OPENED, (double) farthest)
                        : Map.of();
        return new Step(ahead(), open ? 1 : 0, open, last, info);
    }

    private Observation ahead() {
        var bits = new float[combination.length];
        if (door < bits.length) {
            bits[door] = 1;
        }
        return Observation.of(bits);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(door).put(farthest).put(tried);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        door = from.nextInt(0, combination.length - 1);
        farthest = from.nextInt();
        tried = from.nextInt();
    }

    @Override
    protected BufferedImage draw() {
        return CombinationLockPicture.of(combination.length, door, tried, keys);
    }

    @Override
    public int framesPerSecond() {
        return 4;
    }
}
