package io.engram.environments.classic;

import static io.engram.environments.classic.MountainCar.GOAL_VELOCITY;
import static io.engram.environments.classic.MountainCar.GRAVITY;
import static io.engram.environments.classic.MountainCar.HIGH;
import static io.engram.environments.classic.MountainCar.LOW;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
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
 * The car in the valley with a motor that takes any force from -1 to 1, as in Gymnasium: a seed and
 * actions lead to the same observations.
 *
 * <p>The observation is the position, -1.2 to 0.6, and the velocity, -0.07 to 0.07. A step costs
 * {@code 0.1 · force²}; the flag, at 0.45, gives 100 and terminates the episode. It is truncated
 * after 999 steps.
 *
 * <p>Gymnasium keeps the state of all steps but the first in 32 bits, so it is computed so here.
 *
 * <pre>{@code
 * var env = new MountainCarContinuous();
 * var observation = env.reset(42);
 * var step = env.step(Action.ofValues(0.5f));
 * }</pre>
 */
public final class MountainCarContinuous extends CheckedEnvironment {
    /** The id of the task. */
    public static final String V0 = "MountainCarContinuous-v0";

    private static final double GOAL = 0.45;
    private static final float POWER = 0.0015f;
    private static final float MIN_POSITION = (float) MountainCar.MIN_POSITION;
    private static final float MAX_POSITION = (float) MountainCar.MAX_POSITION;
    private static final float MAX_SPEED = (float) MountainCar.MAX_SPEED;
    private static final int MAX_STEPS = 999;

    private final float goalVelocity;
    private final StartRange start;
    private double startPosition;
    private float position;
    private float velocity;

    /** The task with its defaults. */
    public MountainCarContinuous() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options goalVelocity, low, high
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public MountainCarContinuous(EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(
                                V0,
                                "Swing a weak car up to the flag, with as little force as can be.")
                        .observation(ObservationSpace.vector(2), "position, velocity")
                        .bounds(new float[] {-1.2f, -0.07f}, new float[] {0.6f, 0.07f})
                        .action(ActionSpace.box(new float[] {-1}, new float[] {1}), "the force")
                        .actionNames("force")
                        .rewards(-0.1, 100)
                        .stepLimit(MAX_STEPS)
                        .success("the flag is reached; a return of at least 90")
                        .source("Gymnasium 1 (MIT); Moore 1990")
                        .options(GOAL_VELOCITY, LOW, HIGH),
                options);
        goalVelocity = options.get(GOAL_VELOCITY).floatValue();
        start = StartRange.of(options, LOW, HIGH);
    }

    @Override
    protected Observation begin(long seed) {
        startPosition = start.draw(new NumpyRandom(seed));
        position = (float) startPosition;
        velocity = 0;
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        float force = action.value(0);
        if (steps() == 1) {
            moveFirst(force);
        } else {
            move(force);
        }
        boolean there = position >= (float) GOAL && velocity >= goalVelocity;
        double reward = (there ? 100 : 0) - (double) force * force * 0.1;
        return new Step(observation(), reward, there, steps() >= MAX_STEPS);
    }

    /** From the first state, which is of 64 bits and at rest. */
    private void moveFirst(float force) {
        double speed = force * POWER - (float) (GRAVITY * Math.cos(3 * startPosition));
        double place =
                Math.max(
                        MountainCar.MIN_POSITION,
                        Math.min(MountainCar.MAX_POSITION, startPosition + speed));
        position = (float) place;
        velocity = place == MountainCar.MIN_POSITION && speed < 0 ? 0 : (float) speed;
    }

    private void move(float force) {
        velocity += force * POWER - (float) (GRAVITY * Math.cos(3 * position));
        velocity = Math.max(-MAX_SPEED, Math.min(MAX_SPEED, velocity));
        position = Math.max(MIN_POSITION, Math.min(MAX_POSITION, position + velocity));
        if (position == MIN_POSITION && velocity < 0) {
            velocity = 0;
        }
    }

    private Observation observation() {
        return Observation.of(position, velocity);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(position).put(velocity);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        position = from.nextFloat();
        velocity = from.nextFloat();
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
