package io.engram.environments.classic;

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

/**
 * A car in a valley, too weak to drive up the hill at once: it must swing (Moore 1990), as in
 * Gymnasium: a seed and actions lead to the same observations.
 *
 * <p>The observation is the position, -1.2 to 0.6, and the velocity, -0.07 to 0.07. Action 0 pushes
 * to the left, 1 not at all, 2 to the right. Every step gives -1. An episode terminates at the
 * flag, position 0.5, and is truncated after 200 steps.
 *
 * <pre>{@code
 * var env = new MountainCar();
 * var observation = env.reset(42);
 * var step = env.step(Action.of(2));
 * }</pre>
 */
public final class MountainCar extends CheckedEnvironment {
    /** The id of the task. */
    public static final String V0 = "MountainCar-v0";

    static final double MIN_POSITION = -1.2;
    static final double MAX_POSITION = 0.6;
    static final double MAX_SPEED = 0.07;
    static final double GRAVITY = 0.0025;
    static final EnvironmentOption<Double> GOAL_VELOCITY =
            EnvironmentOption.number(
                    "goalVelocity", 0, -MAX_SPEED, MAX_SPEED, "least velocity at the flag");
    static final EnvironmentOption<Double> LOW =
            EnvironmentOption.number(
                    "low", -0.6, MIN_POSITION, MAX_POSITION, "least position at the start");
    static final EnvironmentOption<Double> HIGH =
            EnvironmentOption.number(
                    "high", -0.4, MIN_POSITION, MAX_POSITION, "greatest position at the start");

    private static final double GOAL = 0.5;
    private static final double FORCE = 0.001;
    private static final int MAX_STEPS = 200;

    private final double goalVelocity;
    private final StartRange start;
    private double position;
    private double velocity;

    /** The task with its defaults. */
    public MountainCar() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options goalVelocity, low, high
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public MountainCar(EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(V0, "Swing a weak car up to the flag on the hill.")
                        .observation(ObservationSpace.vector(2), "position, velocity")
                        .bounds(new float[] {-1.2f, -0.07f}, new float[] {0.6f, 0.07f})
                        .action(ActionSpace.discrete(3), "push to the left, none, to the right")
                        .actionNames("left", "none", "right")
                        .rewards(-1, -1)
                        .stepLimit(MAX_STEPS)
                        .success("the flag is reached; a return of at least -110")
                        .source("Gymnasium 1 (MIT); Moore 1990")
                        .options(GOAL_VELOCITY, LOW, HIGH),
                options);
        goalVelocity = options.get(GOAL_VELOCITY);
        start = StartRange.of(options, LOW, HIGH);
    }

    @Override
    protected Observation begin(long seed) {
        position = start.draw(new NumpyRandom(seed));
        velocity = 0;
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        double push = (action.choice() - 1) * FORCE - Math.cos(3 * position) * GRAVITY;
        velocity = Math.max(-MAX_SPEED, Math.min(MAX_SPEED, velocity + push));
        position = Math.max(MIN_POSITION, Math.min(MAX_POSITION, position + velocity));
        if (position == MIN_POSITION && velocity < 0) {
            velocity = 0;
        }
        boolean there = position >= GOAL && velocity >= goalVelocity;
        return new Step(observation(), -1, there, steps() >= MAX_STEPS);
    }

    private Observation observation() {
        return Observation.of((float) position, (float) velocity);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(position).put(velocity);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        position = from.nextDouble();
        velocity = from.nextDouble();
    }

    @Override
    protected BufferedImage draw() {
        return MountainCarPicture.of(position, GOAL);
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {1};
    }
}
