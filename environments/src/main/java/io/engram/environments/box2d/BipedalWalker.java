package io.engram.environments.box2d;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;

/**
 * A robot with two legs that is to walk to the right, as in Gymnasium: a seed and actions lead to
 * the same bits. The hardcore task has stumps, stairs and pits in the way.
 *
 * <p>The observation is the hull's angle (rad), angular velocity and velocity, then for each leg
 * the angle and the speed of hip and knee and 1 if it touches the ground, then the free part of ten
 * rays to the ground within 5.3 m. Actions are the torques of hip and knee of each leg, from -1 to
 * 1.
 *
 * <p>A step gives what it gains of the way, about 300 for all of it, less 0.028 for a full torque
 * and something for a tilted hull. An episode terminates with -100 when the hull touches the ground
 * or leaves to the left, and when the walker has arrived; it is truncated after 1600 steps, of the
 * hardcore task after 2000.
 *
 * <p>Gymnasium keeps a world over episodes, which changes the later ones a little. Here each
 * episode is like the first of a new environment.
 *
 * <pre>{@code
 * var env = new BipedalWalker();
 * var hardcore = BipedalWalker.hardcore();
 * }</pre>
 */
public final class BipedalWalker extends CheckedEnvironment {
    /** The id of the task on slightly uneven ground. */
    public static final String ID = "BipedalWalker-v3";

    /** The id of the task with obstacles. */
    public static final String HARDCORE_ID = "BipedalWalkerHardcore-v3";

    static final EnvironmentOption<Boolean> HARDCORE =
            EnvironmentOption.flag("hardcore", false, "whether there are obstacles");

    private static final int STEP_LIMIT = 1600;
    private static final int HARDCORE_STEP_LIMIT = 2000;
    private static final EnvironmentDescription DESCRIPTION =
            describe(ID, "Walk on two legs over slightly uneven ground.", STEP_LIMIT)
                    .options(HARDCORE);
    private static final EnvironmentDescription HARDCORE_DESCRIPTION =
            describe(
                    HARDCORE_ID,
                    "Walk on two legs over stumps, stairs and pits.",
                    HARDCORE_STEP_LIMIT);

    private static final double SCALE = Scene.SCALE;
    private static final double WIDTH = 600 / SCALE;
    private static final double HEIGHT = 400 / SCALE;
    private static final double GRAVITY = -10;
    private static final double[] HULL = {
        -30 / SCALE,
        9 / SCALE,
        6 / SCALE,
        9 / SCALE,
        34 / SCALE,
        1 / SCALE,
        34 / SCALE,
        -8 / SCALE,
        -30 / SCALE,
        -8 / SCALE
    };
    private static final double FIRST_PUSH = 5;
    private static final double START = WalkerTerrain.STEP * WalkerTerrain.START / 2;
    private static final double GOAL =
            (WalkerTerrain.LENGTH - WalkerTerrain.GRASS) * WalkerTerrain.STEP;
    private static final float TORQUE_COST = (float) (0.00035 * 80);
    private static final int FIRST_LEG = 4;
    private static final int SECOND_LEG = 9;
    private static final int FIRST_RAY = 14;

    private final boolean hardcore;
    private final int stepLimit;
    private final Scene scene = new Scene();
    private final WalkerRays rays = new WalkerRays();
    private WalkerTerrain terrain;
    private Part hull;
    private WalkerLeg firstLeg;
    private WalkerLeg secondLeg;
    private double shaping;

    /** The task on slightly uneven ground. */
    public BipedalWalker() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task on slightly uneven ground, with options.
     *
     * @param options {@code hardcore} (default false): obstacles, but still 1600 steps at most
     * @throws IllegalArgumentException if an option is unknown or out of its range
     */
    public BipedalWalker(EnvironmentOptions options) {
        this(DESCRIPTION, options, options.get(HARDCORE));
    }

    private BipedalWalker(
            EnvironmentDescription description, EnvironmentOptions options, boolean hardcore) {
        super(description, options);
        this.hardcore = hardcore;
        stepLimit = description.stepLimit().orElseThrow();
    }

    /**
     * The task with obstacles.
     *
     * @return a new environment
     */
    public static BipedalWalker hardcore() {
        return hardcore(EnvironmentOptions.none());
    }

    static BipedalWalker hardcore(EnvironmentOptions options) {
        return new BipedalWalker(HARDCORE_DESCRIPTION, options, true);
    }

    private static EnvironmentDescription describe(String id, String summary, int stepLimit) {
        return EnvironmentDescription.of(id, summary)
                .observation(
                        ObservationSpace.vector(24),
                        "hull angle and velocities; joints and contact of each leg; ten rays")
                .bounds(bounds(-1, 0), bounds(1, 5))
                .action(
                        ActionSpace.box(new float[] {-1, -1, -1, -1}, new float[] {1, 1, 1, 1}),
                        "torques of hip, knee, other hip, other knee")
                .actionNames("hip", "knee", "other hip", "other knee")
                .stepLimit(stepLimit)
                .success("a return of at least 300")
                .source("Gymnasium, MIT; physics: Box2D, zlib, by way of JBox2D, BSD-2-Clause");
    }

    /** What the original says of itself: the hull, two legs, ten rays. */
    private static float[] bounds(int side, float contact) {
        float turn = side * (float) Math.PI;
        float speed = side * 5;
        return new float[] {
            turn, speed, speed, speed, turn, speed, turn, speed, contact, turn, speed, turn, speed,
            contact, side, side, side, side, side, side, side, side, side, side
        };
    }

    @Override
    protected Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        scene.clear(GRAVITY);
        terrain = new WalkerTerrain(hardcore, random);
        terrain.addTo(scene);
        double y = WalkerTerrain.START_HEIGHT + 2 * WalkerLeg.LENGTH;
        hull = scene.part(START, y, 0, Scene.polygon(HULL), 5, 0.1);
        hull.push(random.uniform(-FIRST_PUSH, FIRST_PUSH), 0);
        firstLeg = new WalkerLeg(scene, hull, START, y, -1);
        secondLeg = new WalkerLeg(scene, hull, START, y, 1);
        firstLeg.drive(0, 0);
        secondLeg.drive(0, 0);
        scene.step();
        shaping = shaping();
        return observation();
    }

    @Override
    protected Step advance(Action action) {
        firstLeg.drive(action.value(0), action.value(1));
        secondLeg.drive(action.value(2), action.value(3));
        scene.step();
        double before = shaping;
        shaping = shaping();
        // From here on in floats, as NumPy 2 does it.
        float reward = (float) (shaping - before);
        for (int i = 0; i < action.size(); i++) {
            reward -= TORQUE_COST * Math.abs(action.value(i));
        }
        boolean lost = hull.touched() || hull.x() < 0;
        boolean terminated = lost || hull.x() > GOAL;
        boolean truncated = steps() >= stepLimit;
        return new Step(observation(), lost ? -100 : reward, terminated, truncated);
    }

    /** How good the state is; a step is rewarded with the difference. */
    private double shaping() {
        return 130 * (double) hull.x() / SCALE - 5.0 * Math.abs((double) hull.angle());
    }

    private Observation observation() {
        var velocity = hull.velocity();
        var values = new float[24];
        values[0] = hull.angle();
        values[1] = (float) (2.0 * hull.angularVelocity() / Scene.STEPS_PER_SECOND);
        values[2] = (float) (0.3 * velocity.x * WIDTH / Scene.STEPS_PER_SECOND);
        values[3] = (float) (0.3 * velocity.y * HEIGHT / Scene.STEPS_PER_SECOND);
        firstLeg.observe(values, FIRST_LEG);
        secondLeg.observe(values, SECOND_LEG);
        rays.cast(scene, hull);
        rays.observe(values, FIRST_RAY);
        return Observation.of(values);
    }

    /** The hull and the legs, for tests. */
    Scene scene() {
        return scene;
    }

    @Override
    protected BufferedImage draw() {
        return BipedalWalkerPicture.of(terrain, scene.parts(), rays, steps());
    }

    @Override
    public int framesPerSecond() {
        return Scene.STEPS_PER_SECOND;
    }

    @Override
    public int[] velocityIndices() {
        return new int[] {1, 2, 3, 5, 7, 10, 12};
    }
}
