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
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
public final class Pendulum implements Environment {
    /** The id of the task. */
    public static final String V1 = "Pendulum-v1";

    /** The acceleration that {@code Pendulum-v1} has, in m/s². */
    public static final double DEFAULT_GRAVITY = 10;

    private static final ObservationSpace OBSERVATIONS = ObservationSpace.vector(3);
    private static final float MAX_TORQUE = 2;
    private static final ActionSpace ACTIONS =
            ActionSpace.box(new float[] {-MAX_TORQUE}, new float[] {MAX_TORQUE});
    private static final int MAX_STEPS = 200;
    private static final double MAX_VELOCITY = 8;
    private static final double SECONDS = 0.05;

    private final double gravity;
    private double angle;
    private double velocity;
    private float torque;
    private int steps;
    private boolean running;

    /** The task as it is, {@code Pendulum-v1}. */
    public Pendulum() {
        this(DEFAULT_GRAVITY);
    }

    /**
     * The task under another gravity.
     *
     * @param gravity the acceleration in m/s², above 0; default 10
     * @throws IllegalArgumentException if it is not above 0 and finite
     */
    public Pendulum(double gravity) {
        if (!(gravity > 0 && gravity < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "gravity must be above 0 and finite, but is " + gravity);
        }
        this.gravity = gravity;
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
        angle = random.uniform(-Math.PI, Math.PI);
        velocity = random.uniform(-1, 1);
        torque = 0;
        steps = 0;
        running = true;
        return observation();
    }

    @Override
    public Step step(Action action) {
        if (!running) {
            throw new IllegalStateException("call reset(seed) to begin an episode");
        }
        torque = Math.max(-MAX_TORQUE, Math.min(MAX_TORQUE, action.value(0)));
        double reward = -cost();
        // Mass and length are 1; the torque's part is rounded to a float, as NumPy 2 does.
        double acceleration = 3 * gravity / 2 * Math.sin(angle) + 3.0f * torque;
        double faster = velocity + acceleration * SECONDS;
        velocity = Math.max(-MAX_VELOCITY, Math.min(MAX_VELOCITY, faster));
        angle += velocity * SECONDS;
        steps++;
        running = steps < MAX_STEPS;
        return new Step(observation(), reward, false, !running);
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
    public BufferedImage render() {
        return PendulumPicture.of(angle, torque / MAX_TORQUE);
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {2};
    }

    @Override
    public Optional<EnvironmentSpec> spec() {
        Map<String, Object> options =
                gravity == DEFAULT_GRAVITY ? Map.of() : Map.of("gravity", gravity);
        return Optional.of(new EnvironmentSpec(V1, options, List.of()));
    }
}
