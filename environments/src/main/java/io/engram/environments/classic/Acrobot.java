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
 * Two links that hang from a bar, with a motor between them, to be swung up (Sutton 1996), as in
 * Gymnasium: a seed and actions lead to the same observations, but that the motion is chaotic, so
 * that after some hundred steps the last bit of a sine may be seen in them.
 *
 * <p>The observation is cosine and sine of the upper link's angle (0 hangs down), cosine and sine
 * of the lower link's angle against it, and both angular velocities (rad/s, at most 4π and 9π).
 * Action 0 turns the joint with -1 N·m, 1 not at all, 2 with 1 N·m. Every step gives -1 but the
 * last, which gives 0. An episode terminates when the tip is a link's length above the bar, and is
 * truncated after 500 steps.
 *
 * <pre>{@code
 * var env = new Acrobot();
 * var observation = env.reset(42);
 * var step = env.step(Action.of(2));
 * }</pre>
 */
public final class Acrobot extends CheckedEnvironment {
    /** The id of the task. */
    public static final String V1 = "Acrobot-v1";

    private static final EnvironmentOption<Double> LOW =
            EnvironmentOption.number(
                    "low", -0.1, -Math.PI, Math.PI, "least of each number at the start");
    private static final EnvironmentOption<Double> HIGH =
            EnvironmentOption.number(
                    "high", 0.1, -Math.PI, Math.PI, "greatest of each number at the start");

    private static final double MAX_UPPER_VELOCITY = 4 * Math.PI;
    private static final double MAX_LOWER_VELOCITY = 9 * Math.PI;
    private static final double SECONDS = 0.2;
    private static final double GRAVITY = 9.8;
    // Lengths, masses and moments of inertia are 1, so they do not appear below.
    private static final double CENTRE = 0.5;
    private static final int MAX_STEPS = 500;

    private final StartRange start;
    private State state = new State(0, 0, 0, 0);

    /** Angles and angular velocities of both links, or how fast they change. */
    private record State(double upper, double lower, double upperSpeed, double lowerSpeed) {

        /** This state after some time of a change. */
        State plus(double seconds, State change) {
            return new State(
                    upper + seconds * change.upper,
                    lower + seconds * change.lower,
                    upperSpeed + seconds * change.upperSpeed,
                    lowerSpeed + seconds * change.lowerSpeed);
        }
    }

    /** The task with its defaults. */
    public Acrobot() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options low, high
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public Acrobot(EnvironmentOptions options) {
        super(
                EnvironmentDescription.of(V1, "Swing two links up with the motor between them.")
                        .observation(
                                ObservationSpace.vector(6),
                                "cosine and sine of both angles, both angular velocities (rad/s)")
                        .bounds(bounds(-1), bounds(1))
                        .action(ActionSpace.discrete(3), "turn with -1, 0, 1 N·m")
                        .actionNames("-1 N·m", "0 N·m", "1 N·m")
                        .rewards(-1, 0)
                        .stepLimit(MAX_STEPS)
                        .success("the tip is swung up; a return of at least -100")
                        .source("Gymnasium 1 (MIT); Sutton 1996")
                        .options(LOW, HIGH),
                options);
        start = StartRange.of(options, LOW, HIGH);
    }

    private static float[] bounds(int side) {
        float upper = side * (float) MAX_UPPER_VELOCITY;
        return new float[] {side, side, side, side, upper, side * (float) MAX_LOWER_VELOCITY};
    }

    @Override
    protected Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        // The first state has 32 bits, as in Gymnasium.
        float upper = (float) start.draw(random);
        float lower = (float) start.draw(random);
        float upperSpeed = (float) start.draw(random);
        float lowerSpeed = (float) start.draw(random);
        state = new State(upper, lower, upperSpeed, lowerSpeed);
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        State next = integrated(action.choice() - 1);
        state =
                new State(
                        wrapped(next.upper),
                        wrapped(next.lower),
                        bounded(next.upperSpeed, MAX_UPPER_VELOCITY),
                        bounded(next.lowerSpeed, MAX_LOWER_VELOCITY));
        boolean up = -Math.cos(state.upper) - Math.cos(state.lower + state.upper) > 1;
        return new Step(observation(), up ? 0 : -1, up, steps() >= MAX_STEPS);
    }

    /** One step of the classical method of Runge and Kutta. */
    private State integrated(double torque) {
        State first = change(state, torque);
        State second = change(state.plus(SECONDS / 2, first), torque);
        State third = change(state.plus(SECONDS / 2, second), torque);
        State fourth = change(state.plus(SECONDS, third), torque);
        return new State(
                next(state.upper, first.upper, second.upper, third.upper, fourth.upper),
                next(state.lower, first.lower, second.lower, third.lower, fourth.lower),
                next(
                        state.upperSpeed,
                        first.upperSpeed,
                        second.upperSpeed,
                        third.upperSpeed,
                        fourth.upperSpeed),
                next(
                        state.lowerSpeed,
                        first.lowerSpeed,
                        second.lowerSpeed,
                        third.lowerSpeed,
                        fourth.lowerSpeed));
    }

    private static double next(double now, double k1, double k2, double k3, double k4) {
        return now + SECONDS / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }

    /** Equations of motion of Sutton and Barto's book. */
    private static State change(State s, double torque) {
        double cosine = Math.cos(s.lower);
        double sine = Math.sin(s.lower);
        double upperInertia = CENTRE * CENTRE + (1 + CENTRE * CENTRE + cosine) + 1 + 1;
        double coupling = CENTRE * CENTRE + CENTRE * cosine + 1;
        double lowerWeight = CENTRE * GRAVITY * Math.cos(s.upper + s.lower - Math.PI / 2);
        double upperWeight =
                -CENTRE * (s.lowerSpeed * s.lowerSpeed) * sine
                        - 2 * CENTRE * s.lowerSpeed * s.upperSpeed * sine
                        + (CENTRE + 1) * GRAVITY * Math.cos(s.upper - Math.PI / 2)
                        + lowerWeight;
        double lower =
                (torque
                                + coupling / upperInertia * upperWeight
                                - CENTRE * (s.upperSpeed * s.upperSpeed) * sine
                                - lowerWeight)
                        / (CENTRE * CENTRE + 1 - coupling * coupling / upperInertia);
        double upper = -(coupling * lower + upperWeight) / upperInertia;
        return new State(s.upperSpeed, s.lowerSpeed, upper, lower);
    }

    /** The angle in [-π, π]. */
    private static double wrapped(double angle) {
        double wrapped = angle;
        while (wrapped > Math.PI) {
            wrapped -= 2 * Math.PI;
        }
        while (wrapped < -Math.PI) {
            wrapped += 2 * Math.PI;
        }
        return wrapped;
    }

    private static double bounded(double value, double bound) {
        return Math.max(-bound, Math.min(bound, value));
    }

    private Observation observation() {
        return Observation.of(
                (float) Math.cos(state.upper),
                (float) Math.sin(state.upper),
                (float) Math.cos(state.lower),
                (float) Math.sin(state.lower),
                (float) state.upperSpeed,
                (float) state.lowerSpeed);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(state.upper).put(state.lower).put(state.upperSpeed).put(state.lowerSpeed);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        state =
                new State(
                        from.nextDouble(), from.nextDouble(), from.nextDouble(), from.nextDouble());
    }

    @Override
    protected BufferedImage draw() {
        return AcrobotPicture.of(state.upper, state.lower);
    }

    @Override
    public int framesPerSecond() {
        return 15;
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {4, 5};
    }
}
