package io.engram.environments.classic;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Optional;

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
public final class CartPole implements Environment {
    /** The id of the task with 500 steps. */
    public static final String V1 = "CartPole-v1";

    /** The id of the task with 200 steps. */
    public static final String V0 = "CartPole-v0";

    private static final int V1_STEPS = 500;
    private static final int V0_STEPS = 200;
    private static final ObservationSpace OBSERVATIONS = ObservationSpace.vector(4);
    private static final ActionSpace ACTIONS = ActionSpace.discrete(2);

    private static final double GRAVITY = 9.8;
    private static final double POLE_MASS = 0.1;
    private static final double TOTAL_MASS = POLE_MASS + 1.0;
    private static final double HALF_LENGTH = 0.5;
    private static final double POLE_MOMENT = POLE_MASS * HALF_LENGTH;
    private static final double FORCE = 10;
    private static final double SECONDS = 0.02;
    private static final double MAX_POSITION = 2.4;
    private static final double MAX_ANGLE = 12 * 2 * Math.PI / 360;
    private static final double START = 0.05;

    private final String id;
    private final int maxSteps;
    private double position;
    private double velocity;
    private double angle;
    private double angularVelocity;
    private int steps;
    private boolean running;

    /** The task with 500 steps, {@code CartPole-v1}. */
    public CartPole() {
        this(V1, V1_STEPS);
    }

    private CartPole(String id, int maxSteps) {
        this.id = id;
        this.maxSteps = maxSteps;
    }

    /**
     * The task with 500 steps, {@code CartPole-v1}.
     *
     * @return a new environment
     */
    public static CartPole v1() {
        return new CartPole();
    }

    /**
     * The task with 200 steps, {@code CartPole-v0}.
     *
     * @return a new environment
     */
    public static CartPole v0() {
        return new CartPole(V0, V0_STEPS);
    }

    @Override
    public ObservationSpace observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public ActionSpace actionSpace() {
        return ACTIONS;
    }

    @Override
    public Observation reset(long seed) {
        var random = new NumpyRandom(seed);
        position = random.uniform(-START, START);
        velocity = random.uniform(-START, START);
        angle = random.uniform(-START, START);
        angularVelocity = random.uniform(-START, START);
        steps = 0;
        running = true;
        return observation();
    }

    @Override
    public Step step(Action action) {
        if (!running) {
            throw new IllegalStateException("call reset(seed) to begin an episode");
        }
        push(action.choice() == 1 ? FORCE : -FORCE);
        steps++;
        boolean terminated = Math.abs(position) > MAX_POSITION || Math.abs(angle) > MAX_ANGLE;
        boolean truncated = !terminated && steps >= maxSteps;
        running = !terminated && !truncated;
        return new Step(observation(), 1, terminated, truncated);
    }

    /** Equations of motion of Florian (2005) without friction, in explicit Euler steps. */
    private void push(double force) {
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        double pull =
                (force + POLE_MOMENT * (angularVelocity * angularVelocity) * sine) / TOTAL_MASS;
        double angularAcceleration =
                (GRAVITY * sine - cosine * pull)
                        / (HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * (cosine * cosine) / TOTAL_MASS));
        double acceleration = pull - POLE_MOMENT * angularAcceleration * cosine / TOTAL_MASS;
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
    public BufferedImage render() {
        return CartPolePicture.of(position, angle);
    }

    @Override
    public int framesPerSecond() {
        return 50;
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {1, 3};
    }

    @Override
    public Optional<EnvironmentSpec> spec() {
        return Optional.of(EnvironmentSpec.of(id));
    }
}
