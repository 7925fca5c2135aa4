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
 * A pole on a cart, to be kept upright (Barto, Sutton and Anderson 1983), as in Gymnasium: a seed
 * and actions lead to the same observations.
 *
 * <p>The observation is the cart's position (m) and velocity, the pole's angle (rad) and angular
 * velocity. Action 0 pushes to the left, 1 to the right. Every step gives 1. An episode terminates
 * when the cart is more than 2.4 from the middle or the pole more than 12° from upright, and is
 * truncated after a number of steps.
 *
 * <pre>{@code
 * var env = new CartPole();
 * var observation = env.reset(42);
 * var step = env.step(Action.of(1));
 * }</pre>
 */
public final class CartPole extends CheckedEnvironment {
    /** The id of the task with 500 steps. */
    public static final String V1 = "CartPole-v1";

    /** The id of the task with 200 steps. */
    public static final String V0 = "CartPole-v0";

    private static final EnvironmentOption<Boolean> SUTTON_BARTO_REWARD =
            EnvironmentOption.flag(
                    "suttonBartoReward", false, "0 for each step and -1 for the fall, not 1 each");
    private static final EnvironmentOption<Double> LOW =
            EnvironmentOption.number("low", -0.05, -0.2, 0.2, "least of each number at the start");
    private static final EnvironmentOption<Double> HIGH =
            EnvironmentOption.number(
                    "high", 0.05, -0.2, 0.2, "greatest of each number at the start");

    private static final EnvironmentOption<Double> POLE_LENGTH =
            EnvironmentOption.number("poleLength", 1, 0.1, 2, "length of the pole, in m");

    private static final int V1_STEPS = 500;
    private static final int V0_STEPS = 200;

    private static final double GRAVITY = 9.8;
    private static final double POLE_MASS = 0.1;
    private static final double TOTAL_MASS = POLE_MASS + 1.0;
    private static final double FORCE = 10;
    private static final double SECONDS = 0.02;
    private static final double MAX_POSITION = 2.4;
    private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360;

    private final int maxSteps;
    private final boolean suttonBartoReward;
    private final StartRange start;
    private final double poleLength;
    private final double halfLength;
    private final double poleMoment;
    private double position;
    private double velocity;
    private double angle;
    private double angularVelocity;

    /** The task with 500 steps, {@code CartPole-v1}. */
    public CartPole() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with 500 steps, {@code CartPole-v1}, with options.
     *
     * @param options suttonBartoReward, low, high, poleLength
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public CartPole(EnvironmentOptions options) {
        this(V1, V1_STEPS, options);
    }

    private CartPole(String id, int maxSteps, EnvironmentOptions options) {
        super(describe(id, maxSteps), options);
        this.maxSteps = maxSteps;
        suttonBartoReward = options.get(SUTTON_BARTO_REWARD);
        start = StartRange.of(options, LOW, HIGH);
        poleLength = options.get(POLE_LENGTH);
        halfLength = poleLength / 2;
        poleMoment = POLE_MASS * halfLength;
    }

    /**
     * The task with 200 steps, {@code CartPole-v0}.
     *
     * @return a new environment
     */
    public static CartPole v0() {
        return v0(EnvironmentOptions.none());
    }

    /**
     * The task with 200 steps, {@code CartPole-v0}, with options.
     *
     * @param options suttonBartoReward, low, high, poleLength
     * @return a new environment
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public static CartPole v0(EnvironmentOptions options) {
        return new CartPole(V0, V0_STEPS, options);
    }

    private static EnvironmentDescription describe(String id, int maxSteps) {
        return EnvironmentDescription.of(id, "Keep the pole upright by pushing the cart.")
                .observation(
                        ObservationSpace.vector(4),
                        "position (m), velocity (m/s), angle (rad), angular velocity (rad/s)")
                .bounds(bounds(-1), bounds(1))
                .action(ActionSpace.discrete(2), "push to the left, push to the right")
                .actionNames("left", "right")
                .rewards(0, 1)
                .stepLimit(maxSteps)
                .success("a return of at least " + (maxSteps == V0_STEPS ? 195 : 475))
                .source("Gymnasium 1 (MIT); Barto, Sutton and Anderson 1983")
                .options(SUTTON_BARTO_REWARD, LOW, HIGH, POLE_LENGTH);
    }

    /** Twice as far as the cart may go and the pole may lean, since the last step goes beyond. */
    private static float[] bounds(int side) {
        return new float[] {
            (float) (2 * side * MAX_POSITION),
            side * Float.POSITIVE_INFINITY,
            (float) (2 * side * MAX_ANGLE),
            side * Float.POSITIVE_INFINITY
        };
    }

    @Override
    protected Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        position = start.draw(random);
        velocity = start.draw(random);
        angle = start.draw(random);
        angularVelocity = start.draw(random);
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        push(action.choice() == 1 ? FORCE : -FORCE);
        boolean fell = Math.abs(position) > MAX_POSITION || Math.abs(angle) > MAX_ANGLE;
        double reward = suttonBartoReward ? (fell ? -1 : 0) : 1;
        return new Step(observation(), reward, fell, steps() >= maxSteps);
    }

    /** Equations of motion of Florian (2005) without friction, in explicit Euler steps. */
    private void push(double force) {
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        double pull =
                (force + poleMoment * (angularVelocity * angularVelocity) * sine) / TOTAL_MASS;
        double angularAcceleration =
                (GRAVITY * sine - cosine * pull)
                        / (halfLength * (4.0 / 3.0 - POLE_MASS * (cosine * cosine) / TOTAL_MASS));
        double acceleration = pull - poleMoment * angularAcceleration * cosine / TOTAL_MASS;
        position += SECONDS * velocity;
        velocity += SECONDS * acceleration;
        angle += SECONDS * angularVelocity;
        angularVelocity += SECONDS * angularAcceleration;
    }

    private Observation observation() {
        return Observation.of(
                (float) position, (float) velocity, (float) angle, (float) angularVelocity);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(position).put(velocity).put(angle).put(angularVelocity);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        position = from.nextDouble();
        velocity = from.nextDouble();
        angle = from.nextDouble();
        angularVelocity = from.nextDouble();
    }

    @Override
    protected BufferedImage draw() {
        return CartPolePicture.of(position, angle, poleLength);
    }

    @Override
    public int framesPerSecond() {
        return 50;
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {1, 3};
    }
}
