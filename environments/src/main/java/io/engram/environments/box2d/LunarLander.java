package io.engram.environments.box2d;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.physics.dynamics.joints.RevoluteJoint;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;

/**
 * A rocket that is to land between two flags, as in Gymnasium: a seed and actions lead to the same
 * bits.
 *
 * <p>The observation is the lander's position from the pad (1 is the edge of the picture), its
 * velocity, angle (rad) and angular velocity (in 0.4 rad/s), and 1 for the right and the left leg
 * if it touches the ground. Actions are nothing, left engine, main engine, right engine. With
 * {@code continuous} they are two numbers from -1 to 1: above 0 the main engine burns at 50 to 100
 * %; below -0.5 the left and above 0.5 the right engine burns.
 *
 * <p>A step gives what it improves of place, speed, angle and contact, less 0.3 for the main and
 * 0.03 for a side engine. An episode terminates with -100 when the hull touches the ground or the
 * lander leaves the picture, and with 100 when it has come to rest; it is truncated after 1000
 * steps.
 *
 * <pre>{@code
 * var env = new LunarLander();
 * var windy = Environments.make("LunarLander-v3", Map.of("continuous", true, "enableWind", true));
 * }</pre>
 */
public final class LunarLander extends CheckedEnvironment {
    /** The id of the task. */
    public static final String ID = "LunarLander-v3";

    /** The id of the task whose engines take a throttle. */
    public static final String CONTINUOUS_ID = "LunarLanderContinuous-v3";

    static final EnvironmentOption<Boolean> CONTINUOUS =
            EnvironmentOption.flag("continuous", false, "whether engines take a throttle");
    static final EnvironmentOption<Double> GRAVITY =
            EnvironmentOption.number("gravity", -10, -12, 0, "vertical acceleration in m/s²");
    static final EnvironmentOption<Boolean> ENABLE_WIND =
            EnvironmentOption.flag("enableWind", false, "whether wind blows in the air");
    static final EnvironmentOption<Double> WIND_POWER =
            EnvironmentOption.number("windPower", 15, 0, 20, "the strongest push of the wind in N");
    static final EnvironmentOption<Double> TURBULENCE_POWER =
            EnvironmentOption.number(
                    "turbulencePower", 1.5, 0, 2, "the strongest twist of the wind in N·m");

    private static final int STEP_LIMIT = 1000;
    private static final EnvironmentDescription DESCRIPTION =
            describe(ID).options(CONTINUOUS, GRAVITY, ENABLE_WIND, WIND_POWER, TURBULENCE_POWER);
    private static final EnvironmentDescription CONTINUOUS_DESCRIPTION =
            throttled(
                    describe(CONTINUOUS_ID)
                            .options(GRAVITY, ENABLE_WIND, WIND_POWER, TURBULENCE_POWER));

    private static final double SCALE = Scene.SCALE;
    private static final double HALF_WIDTH = LunarMoon.WIDTH / 2;
    private static final double HALF_HEIGHT = LunarMoon.HEIGHT / 2;
    private static final double[] HULL = {-14, 17, -17, 0, -17, -10, 17, -10, 17, 0, 14, 17};
    private static final double LEG_AWAY = 20;
    private static final double LEG_DOWN = 18;
    private static final double LEG_TORQUE = 40;
    private static final double LEG_SPEED = 0.3;
    private static final double LEG_OPEN = 0.9;
    private static final double LEG_RANGE = 0.5;
    private static final double FIRST_PUSH = 1000;

    private static final int MAIN_ENGINE = 2;
    private static final double MAIN_POWER = 13;
    private static final double MAIN_BELOW = 4;
    private static final double SIDE_POWER = 0.6;
    private static final double SIDE_AWAY = 12;
    private static final double SIDE_ABOVE = 14;
    private static final double SIDE_LEVER = 17;

    private final boolean continuous;
    private final double gravity;
    private final boolean windy;
    private final double windPower;
    private final double turbulencePower;

    private final Scene scene = new Scene();
    private final double[] state = new double[8];
    private NumpyRandom random;
    private LunarMoon moon;
    private LunarWind wind;
    private LunarWind turbulence;
    private Part hull;
    private Part rightLeg;
    private Part leftLeg;
    private double shaping;
    private double main;
    private double side;

    /** The task with its defaults. */
    public LunarLander() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options {@code continuous} (default false), {@code gravity} (-12 to 0, default -10),
     *     {@code enableWind} (default false), {@code windPower} (0 to 20, default 15) and {@code
     *     turbulencePower} (0 to 2, default 1.5)
     * @throws IllegalArgumentException if an option is unknown or out of its range
     */
    public LunarLander(EnvironmentOptions options) {
        this(description(options.get(CONTINUOUS)), options, options.get(CONTINUOUS));
    }

    private LunarLander(
            EnvironmentDescription description, EnvironmentOptions options, boolean continuous) {
        super(description, options);
        this.continuous = continuous;
        gravity = options.get(GRAVITY);
        windy = options.get(ENABLE_WIND);
        windPower = options.get(WIND_POWER);
        turbulencePower = options.get(TURBULENCE_POWER);
    }

    /**
     * The task whose engines take a throttle: as with the option {@code continuous}.
     *
     * @return a new environment
     */
    public static LunarLander continuous() {
        return continuous(EnvironmentOptions.none());
    }

    static LunarLander continuous(EnvironmentOptions options) {
        return new LunarLander(CONTINUOUS_DESCRIPTION, options, true);
    }

    private static EnvironmentDescription describe(String id) {
        return EnvironmentDescription.of(id, "Land a rocket softly between two flags on the moon.")
                .observation(
                        ObservationSpace.vector(8),
                        "x, y, their velocities, angle, angular velocity, contacts of the legs")
                .bounds(
                        new float[] {-2.5f, -2.5f, -10, -10, (float) (-2 * Math.PI), -10, 0, 0},
                        new float[] {2.5f, 2.5f, 10, 10, (float) (2 * Math.PI), 10, 1, 1})
                .stepLimit(STEP_LIMIT)
                .success("a return of at least 200")
                .source("Gymnasium, MIT; physics: Box2D, zlib, by way of JBox2D, BSD-2-Clause");
    }

    private static EnvironmentDescription throttled(EnvironmentDescription description) {
        return description
                .action(
                        ActionSpace.box(new float[] {-1, -1}, new float[] {1, 1}),
                        "throttle of the main engine, of a side engine")
                .actionNames("main engine", "side engine");
    }

    private static EnvironmentDescription description(boolean continuous) {
        return continuous
                ? throttled(DESCRIPTION)
                : DESCRIPTION.action(
                        ActionSpace.discrete(4), "nothing, left engine, main engine, right engine");
    }

    @Override
    protected Observation begin(long seed) {
        random = new NumpyRandom(seed);
        scene.clear(gravity);
        moon = new LunarMoon(random);
        moon.addTo(scene);
        hull = scene.part(HALF_WIDTH, LunarMoon.HEIGHT, 0, Scene.polygon(metres(HULL)), 5, 0.1);
        hull.push(random.uniform(-FIRST_PUSH, FIRST_PUSH), random.uniform(-FIRST_PUSH, FIRST_PUSH));
        if (windy) {
            wind = new LunarWind(random);
            turbulence = new LunarWind(random);
        }
        rightLeg = leg(-1);
        leftLeg = leg(1);
        fly(0, 0);
        shaping = shaping();
        return observation();
    }

    private static double[] metres(double[] pixels) {
        var metres = new double[pixels.length];
        for (int i = 0; i < metres.length; i++) {
            metres[i] = pixels[i] / SCALE;
        }
        return metres;
    }

    /** A leg whose motor spreads it: -1 for the right one, 1 for the left. */
    private Part leg(int direction) {
        double x = HALF_WIDTH - direction * LEG_AWAY / SCALE;
        var shape = Scene.box(2 / SCALE, 8 / SCALE);
        var leg = scene.part(x, LunarMoon.HEIGHT, direction * 0.05, shape, 1);
        RevoluteJoint joint =
                scene.hinge(hull, 0, 0, leg, direction * LEG_AWAY / SCALE, LEG_DOWN / SCALE);
        double least = direction < 0 ? LEG_OPEN - LEG_RANGE : -LEG_OPEN;
        double most = direction < 0 ? LEG_OPEN : -LEG_OPEN + LEG_RANGE;
        joint.setLimits((float) least, (float) most);
        joint.setMaxMotorTorque((float) LEG_TORQUE);
        joint.setMotorSpeed((float) (LEG_SPEED * direction));
        return leg;
    }

    @Override
    protected Step advance(Action action) {
        if (continuous) {
            double throttle = action.value(0);
            double sideways = action.value(1);
            fly(throttle > 0 ? (throttle + 1) * 0.5 : 0, Math.abs(sideways) > 0.5 ? sideways : 0);
        } else {
            int engine = action.choice();
            boolean mainEngine = engine == MAIN_ENGINE;
            fly(mainEngine ? 1 : 0, engine == 0 || mainEngine ? 0 : engine - MAIN_ENGINE);
        }
        double before = shaping;
        shaping = shaping();
        double reward = shaping - before - main * 0.30 - Math.abs(side) * 0.03;
        boolean lost = hull.touched() || Math.abs(state[0]) >= 1;
        boolean landed = !hull.body().isAwake();
        if (landed) {
            reward = 100;
        } else if (lost) {
            reward = -100;
        }
        boolean terminated = lost || landed;
        boolean truncated = steps() >= STEP_LIMIT;
        return new Step(observation(), reward, terminated, truncated);
    }

    /** Burns the main engine with a power and a side engine with one, negative to push left. */
    private void fly(double mainPower, double sidePower) {
        main = mainPower;
        side = sidePower;
        if (windy && !leftLeg.touching() && !rightLeg.touching()) {
            hull.push(wind.next() * windPower, 0);
            hull.twist(turbulence.next() * turbulencePower);
        }
        double scatterAlong = random.uniform(-1, 1) / SCALE;
        double scatterAcross = random.uniform(-1, 1) / SCALE;
        if (main != 0 || side != 0) {
            burn(scatterAlong, scatterAcross);
        }
        scene.step();
        observe();
    }

    /** Strikes the hull where the engines are; the scatter is of the place, in metres. */
    private void burn(double scatterAlong, double scatterAcross) {
        double sine = StrictMath.sin(hull.angle());
        double cosine = StrictMath.cos(hull.angle());
        if (main != 0) {
            double along = MAIN_BELOW / SCALE + 2 * scatterAlong;
            double x = sine * along - cosine * scatterAcross;
            double y = -cosine * along - sine * scatterAcross;
            hull.strike(-x * MAIN_POWER * main, -y * MAIN_POWER * main, hull.x() + x, hull.y() + y);
        }
        if (side != 0) {
            double across = 3 * scatterAcross + Math.signum(side) * SIDE_AWAY / SCALE;
            double x = sine * scatterAlong - cosine * across;
            double y = -cosine * scatterAlong - sine * across;
            double power = Math.abs(side);
            hull.strike(
                    -x * SIDE_POWER * power,
                    -y * SIDE_POWER * power,
                    hull.x() + x - sine * SIDE_LEVER / SCALE,
                    hull.y() + y + cosine * SIDE_ABOVE / SCALE);
        }
    }

    private void observe() {
        var velocity = hull.velocity();
        state[0] = (hull.x() - HALF_WIDTH) / HALF_WIDTH;
        state[1] = (hull.y() - (LunarMoon.PAD + LEG_DOWN / SCALE)) / HALF_HEIGHT;
        state[2] = velocity.x * HALF_WIDTH / Scene.STEPS_PER_SECOND;
        state[3] = velocity.y * HALF_HEIGHT / Scene.STEPS_PER_SECOND;
        state[4] = hull.angle();
        state[5] = 20.0 * hull.angularVelocity() / Scene.STEPS_PER_SECOND;
        state[6] = rightLeg.touching() ? 1 : 0;
        state[7] = leftLeg.touching() ? 1 : 0;
    }

    /** How good the state is; a step is rewarded with the difference. */
    private double shaping() {
        return -100 * Math.sqrt(state[0] * state[0] + state[1] * state[1])
                - 100 * Math.sqrt(state[2] * state[2] + state[3] * state[3])
                - 100 * Math.abs(state[4])
                + 10 * state[6]
                + 10 * state[7];
    }

    private Observation observation() {
        var values = new float[state.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) state[i];
        }
        return Observation.of(values);
    }

    /** The hull and the legs, for tests. */
    Scene scene() {
        return scene;
    }

    @Override
    protected BufferedImage draw() {
        return LunarLanderPicture.of(moon, scene.parts(), main, side);
    }

    @Override
    public int framesPerSecond() {
        return Scene.STEPS_PER_SECOND;
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {2, 3, 5};
    }
}
