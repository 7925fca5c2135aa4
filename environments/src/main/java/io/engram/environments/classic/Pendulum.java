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
 * A pendulum to be swung up and held upright by a motor that is too weak to lift it, as in
 * Gymnasium: a seed and actions lead to the same observations.
 *
 * <p>The observation is the cosine and sine of the angle from upright, and the angular velocity
 * (rad/s, at most 8). The action is a torque from -2 to 2 N·m. The reward of a step is {@code
 * -(angle² + 0.1 · velocity² + 0.001 · torque²)}. An episode never terminates; it is truncated
 * after 200 steps.
 *
 * <pre>{@code
 * var env = new Pendulum();
 * var observation = env.reset(42);
 * var step = env.step(Action.ofValues(-0.5f));
 * }</pre>
 */
public final class Pendulum extends CheckedEnvironment {
    /** The id of the task. */
    public static final String V1 = "Pendulum-v1";

    private static final EnvironmentOption<Double> GRAVITY =
            EnvironmentOption.number("g", 10, 0, 100, "gravity, in m/s²");
    private static final EnvironmentOption<Double> START_ANGLE =
            EnvironmentOption.number(
                    "xInit", Math.PI, 0, Math.PI, "greatest angle at the start, to either side");
    private static final EnvironmentOption<Double> START_VELOCITY =
            EnvironmentOption.number(
                    "yInit", 1, 0, 8, "greatest velocity at the start, to either side");

    private static final float MAX_TORQUE = 2;
    private static final int MAX_STEPS = 200;
    private static final double MAX_VELOCITY = 8;
    private static final double SECONDS = 0.05;

    private final double gravity;
    private final double startAngle;
    private final double startVelocity;
    private double angle;
    private double velocity;
    private float torque;

    /** The task with its defaults. */
    public Pendulum() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options g, xInit, yInit
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public Pendulum(EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(V1, "Swing a pendulum up and hold it upright.")
                        .observation(
                                ObservationSpace.vector(3),
                                "cosine and sine of the angle, angular velocity (rad/s)")
                        .bounds(new float[] {-1, -1, -8}, new float[] {1, 1, 8})
                        .action(
                                ActionSpace.box(
                                        new float[] {-MAX_TORQUE}, new float[] {MAX_TORQUE}),
                                "the torque (N·m)")
                        .actionNames("torque")
                        .rewards(-16.2736044, 0)
                        .stepLimit(MAX_STEPS)
                        .success("a return of at least -200")
                        .source("Gymnasium 1 (MIT)")
                        .options(GRAVITY, START_ANGLE, START_VELOCITY),
                options);
        gravity = options.get(GRAVITY);
        startAngle = options.get(START_ANGLE);
        startVelocity = options.get(START_VELOCITY);
    }

    @Override
    protected Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        angle = random.uniform(-startAngle, startAngle);
        velocity = random.uniform(-startVelocity, startVelocity);
        torque = 0;
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        torque = action.value(0);
        double reward = -cost();
        // Mass and length are 1; the torque's part is rounded to a float, as NumPy 2 does.
        double acceleration = 3 * gravity / 2 * Math.sin(angle) + 3.0f * torque;
        double faster = velocity + acceleration * SECONDS;
        velocity = Math.max(-MAX_VELOCITY, Math.min(MAX_VELOCITY, faster));
        angle += velocity * SECONDS;
        return new Step(observation(), reward, false, steps() >= MAX_STEPS);
    }

    private double cost() {
        double fromUpright = wrapped(angle);
        return fromUpright * fromUpright + 0.1 * (velocity * velocity) + 0.001f * (torque * torque);
    }

    /** The angle in [-π, π). */
    private static double wrapped(double angle) {
        double turn = (angle + Math.PI) % (2 * Math.PI);
        return (turn < 0 ? turn + 2 * Math.PI : turn) - Math.PI;
    }

    private Observation observation() {
        return Observation.of((float) Math.cos(angle), (float) Math.sin(angle), (float) velocity);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(angle).put(velocity).put(torque);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        angle = from.nextDouble();
        velocity = from.nextDouble();
        torque = from.nextFloat();
    }

    @Override
    protected BufferedImage draw() {
        return PendulumPicture.of(angle, torque / MAX_TORQUE);
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {2};
    }
}
