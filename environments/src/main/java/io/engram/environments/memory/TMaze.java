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
 * A corridor with a sign at its beginning that tells where to turn at its end: the classic test of
 * how long a memory lasts (Bakker 2002).
 *
 * <p>The observation has three elements: (0, 1, 1) at the beginning if the goal is to the north,
 * (1, 1, 0) if it is to the south, (1, 0, 1) in the corridor, (0, 1, 0) at the junction. Actions 0
 * to 3 go north, east, south and west. Turning the right way at the junction gives 4, the wrong way
 * -0.1, and both terminate the episode; running into a wall gives -0.1, any other move 0. {@code
 * info} of the last step has {@code success}, 1 or 0. A policy without memory has a return of at
 * most 1.95 on average, one with a memory 4.
 *
 * <pre>{@code
 * var env = Environments.make("TMaze-v0", Map.of("length", 50));
 * }</pre>
 */
public final class TMaze extends CheckedEnvironment {
    /** The id of the task. */
    public static final String ID = "TMaze-v0";

    /** The name of the last step's measurement: 1 if the goal was reached, else 0. */
    public static final String SUCCESS = "success";

    private static final EnvironmentOption<Integer> LENGTH =
            EnvironmentOption.integer(
                    "length", 10, 1, 100_000, "moves from the sign to the junction");
    private static final EnvironmentOption<Boolean> NOISE =
            EnvironmentOption.flag(
                    "noise", false, "the ones of the corridor are numbers from 0 to 1 instead");
    private static final EnvironmentOption<Integer> MAX_STEPS =
            EnvironmentOption.integer(
                    "maxSteps",
                    0,
                    0,
                    Integer.MAX_VALUE,
                    "steps until an episode is cut off; 0: ten times the shortest way");

    private static final int NORTH = 0;
    private static final int EAST = 1;
    private static final int SOUTH = 2;
    private static final double GOAL = 4;
    private static final double MISTAKE = -0.1;

    private final int length;
    private final boolean noise;
    private final int maxSteps;

    private NumpyRandom random;
    private int position;
    private int goal;
    private int turned;

    /** The task with its defaults. */
    public TMaze() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options length, noise, maxSteps
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public TMaze(EnvironmentOptions options) {
        super(describe(maxSteps(options)), options);
        length = options.get(LENGTH);
        noise = options.get(NOISE);
        maxSteps = maxSteps(options);
    }

    private static int maxSteps(EnvironmentOptions options) {
        int given = options.get(MAX_STEPS);
        return given > 0 ? given : 10 * (options.get(LENGTH) + 1);
    }

    private static EnvironmentDescription describe(int maxSteps) {
        return EnvironmentDescription.of(
                        ID, "Remember the sign at the beginning, and turn that way at the end.")
                .observation(
                        ObservationSpace.vector(3),
                        "goal not north, sign or junction, goal not south; see the class")
                .bounds(0, 1)
                .action(ActionSpace.discrete(4), "north, east, south, west")
                .rewards(MISTAKE, GOAL)
                .stepLimit(maxSteps)
                .success("the goal is reached; info has success 1")
                .source("Bakker 2002, Reinforcement Learning with Long Short-Term Memory")
                .options(LENGTH, NOISE, MAX_STEPS);
    }

    @Override
    protected Observation begin(long seed) {
        random = new NumpyRandom(seed);
        goal = random.integers(0, 2) == 0 ? NORTH : SOUTH;
        position = 0;
        turned = -1;
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        int direction = action.choice();
        boolean along = direction != NORTH && direction != SOUTH;
        boolean last = steps() >= maxSteps;
        if (!along && position == length) {
            turned = direction;
            boolean right = direction == goal;
            return new Step(
                    observation(), right ? GOAL : MISTAKE, true, last, success(right ? 1 : 0));
        }
        int next = along ? position + (direction == EAST ? 1 : -1) : -1;
        boolean wall = next < 0 || next > length;
        position = wall ? position : next;
        return new Step(
                observation(), wall ? MISTAKE : 0, false, last, last ? success(0) : Map.of());
    }

    private static Map<String, Double> success(double value) {
        return Map.of(SUCCESS, value);
    }

    private Observation observation() {
        if (position == length) {
            return Observation.of(0, 1, 0);
        }
        if (position == 0) {
            return goal == NORTH ? Observation.of(0, 1, 1) : Observation.of(1, 1, 0);
        }
        return noise
                ? Observation.of((float) random.random(), 0, (float) random.random())
                : Observation.of(1, 0, 1);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(position).put(turned).put(random.state());
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        position = from.nextInt(0, length);
        turned = from.nextInt();
        random.restore(from.nextLongs());
    }

    @Override
    protected BufferedImage draw() {
        int up = goal == NORTH ? 1 : -1;
        int side = turned < 0 ? 0 : turned == NORTH ? 1 : -1;
        return TMazePicture.of(length, position, up, side);
    }

    @Override
    public int framesPerSecond() {
        return 8;
    }
}
