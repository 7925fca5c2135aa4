package io.engram.environments.memorygym;

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
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Mystery Path: an invisible path leads across 7 × 7 tiles to a goal that cannot be seen either.
 * Whoever leaves the path is put back to its start in the next step, and must remember where it
 * fell.
 *
 * <p>The observation is a picture of 3 × 84 × 84 bytes: the agent, and a red cross when it falls.
 * The agent goes in eight directions, or on a grid turns and goes forward. The goal gives 1, and in
 * the task without a grid each tile of the path 0.1 when it is first reached. An episode terminates
 * at the goal, or after 512 steps (on a grid 128). {@code info} of the last step has {@code
 * success} and {@code numFails}.
 *
 * <pre>{@code
 * var env = MysteryPath.grid(EnvironmentOptions.of(Map.of("showGoal", true)));
 * var picture = env.reset(42).bytes();
 * }</pre>
 */
public final class MysteryPath extends CheckedEnvironment {
    /** The id of the task in eight directions. */
    public static final String V0 = "MysteryPath-v0";

    /** The id of the task on a grid. */
    public static final String GRID_V0 = "MysteryPath-Grid-v0";

    private static final EnvironmentOption<List<Integer>> CARDINAL_ORIGIN_CHOICE =
            EnvironmentOption.integers(
                    "cardinalOriginChoice",
                    List.of(0, 1, 2, 3),
                    0,
                    3,
                    "side of the start: left, right, top, bottom" + GymOptions.ONE_OF);
    private static final EnvironmentOption<Boolean> SHOW_ORIGIN =
            EnvironmentOption.flag("showOrigin", false, "whether the start is blue");
    private static final EnvironmentOption<Boolean> SHOW_GOAL =
            EnvironmentOption.flag("showGoal", false, "whether the goal is green");
    private static final EnvironmentOption<Boolean> VISUAL_FEEDBACK =
            EnvironmentOption.flag("visualFeedback", true, "whether a fall shows a red cross");
    private static final EnvironmentOption<Double> REWARD_GOAL =
            GymOptions.reward("rewardGoal", 1, "for the goal");
    private static final EnvironmentOption<Double> REWARD_FALL_OFF =
            GymOptions.reward("rewardFallOff", 0, "for each fall");
    private static final EnvironmentOption<Double> REWARD_STEP =
            GymOptions.reward("rewardStep", 0, "for each step");

    private static final int STEPS = 512;
    private static final int GRID_STEPS = 128;

    private final int maxSteps;
    private final List<Integer> origins;
    private final boolean showOrigin;
    private final boolean showGoal;
    private final boolean visualFeedback;
    private final double rewardGoal;
    private final double rewardFallOff;
    private final double rewardPathProgress;
    private final double rewardStep;
    private final Agent agent;
    private final Action stay;
    private final boolean[] onPath = new boolean[MazePath.SIDE * MazePath.SIDE];
    private final boolean[] rewarded = new boolean[onPath.length];
    private MazePath maze;
    private int[] path;
    private byte[] floor;
    private boolean fallen;
    private int falls;

    /** The task in eight directions, {@code MysteryPath-v0}. */
    public MysteryPath() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task in eight directions, {@code MysteryPath-v0}, with options.
     *
     * @param options see {@link #description()}
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public MysteryPath(EnvironmentOptions options) {
        this(false, options);
    }

    private MysteryPath(boolean grid, EnvironmentOptions options) {
        super(describe(grid), options);
        maxSteps = options.get(maxSteps(grid));
        origins = options.get(CARDINAL_ORIGIN_CHOICE);
        showOrigin = options.get(SHOW_ORIGIN);
        showGoal = options.get(SHOW_GOAL);
        visualFeedback = options.get(VISUAL_FEEDBACK);
        rewardGoal = options.get(REWARD_GOAL);
        rewardFallOff = options.get(REWARD_FALL_OFF);
        rewardPathProgress = options.get(rewardPathProgress(grid));
        rewardStep = options.get(REWARD_STEP);
        stay = grid ? Action.of(0) : Action.of(0, 0);
        agent =
                grid
                        ? new GridAgent(0, PathTiles.SIDE, MazePath.SIDE)
                        : new FreeAgent(
                                        options.get(GymOptions.AGENT_SPEED),
                                        options.get(GymOptions.AGENT_SCALE))
                                .within(0, 0, Screen.SIDE, Screen.SIDE);
    }

    /**
     * The task on a grid, {@code MysteryPath-Grid-v0}.
     *
     * @param options see {@link #description()}
     * @return a new environment
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public static MysteryPath grid(EnvironmentOptions options) {
        return new MysteryPath(true, options);
    }

    private static EnvironmentOption<Integer> maxSteps(boolean grid) {
        return GymOptions.maxSteps(grid ? GRID_STEPS : STEPS);
    }

    private static EnvironmentOption<Double> rewardPathProgress(boolean grid) {
        return GymOptions.reward(
                "rewardPathProgress", grid ? 0 : 0.1, "for each tile of the path, once");
    }

    private static EnvironmentDescription describe(boolean grid) {
        var options =
                new ArrayList<EnvironmentOption<?>>(
                        List.of(
                                maxSteps(grid),
                                CARDINAL_ORIGIN_CHOICE,
                                SHOW_ORIGIN,
                                SHOW_GOAL,
                                VISUAL_FEEDBACK,
                                REWARD_GOAL,
                                REWARD_FALL_OFF,
                                rewardPathProgress(grid),
                                REWARD_STEP));
        if (grid) {
            options.add(GymOptions.UNUSED_AGENT_SCALE);
        } else {
            options.addAll(List.of(GymOptions.AGENT_SPEED, GymOptions.AGENT_SCALE));
        }
        return EnvironmentDescription.of(
                        grid ? GRID_V0 : V0, "Find an invisible path to a hidden goal.")
                .observation(GymOptions.PICTURE, "the agent, and a red cross when it falls")
                .action(
                        grid ? ActionSpace.discrete(4) : GymOptions.WALK,
                        grid ? GymOptions.GRID_ACTIONS : GymOptions.WALK_ACTIONS)
                .rewards(0, 1)
                .stepLimit(grid ? GRID_STEPS : STEPS)
                .success("the goal is reached")
                .source(GymOptions.SOURCE)
                .options(options.toArray(new EnvironmentOption<?>[0]));
    }

    @Override
    protected Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        int side = random.choice(origins);
        int first = random.integers(0, MazePath.SIDE);
        int second = random.integers(0, MazePath.SIDE);
        int far = MazePath.SIDE - 1;
        boolean across = side < 2;
        int near = side % 2 == 0 ? 0 : far;
        int start = across ? MazePath.tile(near, first) : MazePath.tile(first, near);
        int goal = across ? MazePath.tile(far - near, second) : MazePath.tile(second, far - near);
        maze = MazePath.between(start, goal, random);
        path = maze.tiles();
        Arrays.fill(onPath, false);
        for (int tile : path) {
            onPath[tile] = true;
        }
        Arrays.fill(rewarded, false);
        rewarded[start] = true;
        drawFloor();
        fallen = false;
        falls = 0;
        agent.turn = 0;
        placeOnStart();
        return Observation.ofBytes(picture().bytes());
    }

    private void placeOnStart() {
        agent.x = PathTiles.SIDE * MazePath.column(path[0]) + agent.radius();
        agent.y = PathTiles.SIDE * MazePath.row(path[0]) + agent.radius();
    }

    private int goal() {
        return path[path.length - 1];
    }

    @Override
    protected Step advance(Action action) {
        if (fallen) {
            placeOnStart();
            agent.act(stay);
        } else {
            agent.act(action);
        }
        int column = Math.floorDiv(agent.x, PathTiles.SIDE);
        int row = Math.floorDiv(agent.y, PathTiles.SIDE);
        int tile = column < MazePath.SIDE && row < MazePath.SIDE ? MazePath.tile(column, row) : -1;
        boolean success = tile == goal();
        double reward = 0;
        if (success) {
            reward += rewardGoal;
        } else {
            reward += walk(tile);
        }
        reward += rewardStep;
        boolean over = success || steps() == maxSteps;
        var observation = Observation.ofBytes(picture().bytes());
        return new Step(observation, reward, over, false, over ? measurements(success) : Map.of());
    }

    /** Looks whether there is path under the agent, and returns the reward. */
    private double walk(int tile) {
        fallen = tile < 0 || !onPath[tile];
        if (fallen) {
            falls++;
            return rewardFallOff;
        }
        if (rewarded[tile]) {
            return 0;
        }
        rewarded[tile] = true;
        return rewardPathProgress;
    }

    private Map<String, Double> measurements(boolean success) {
        return Map.of("success", success ? 1.0 : 0.0, "numFails", (double) falls);
    }

    private void drawFloor() {
        var screen = new Screen();
        if (showOrigin) {
            PathTiles.fill(screen, path[0], PathTiles.ORIGIN);
        }
        if (showGoal) {
            PathTiles.fill(screen, goal(), PathTiles.GOAL);
        }
        floor = screen.bytes();
    }

    private Screen picture() {
        var screen = new Screen(floor.clone());
        drawAgent(screen);
        return screen;
    }

    private void drawAgent(Screen screen) {
        agent.draw(screen);
        if (fallen && visualFeedback) {
            PathTiles.drawCross(screen, agent.x, agent.y);
        }
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        var given = new byte[rewarded.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = (byte) (rewarded[i] ? 1 : 0);
        }
        to.put(given).put(fallen).put(falls);
        agent.save(to);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        byte[] given = from.nextBytes();
        for (int i = 0; i < rewarded.length; i++) {
            rewarded[i] = given[i] != 0;
        }
        fallen = from.nextFlag();
        falls = from.nextInt();
        agent.load(from);
    }

    /** The agent, the path (white), its start (blue), its goal (green) and the walls (red). */
    @Override
    protected BufferedImage draw() {
        var screen = new Screen();
        for (int tile = 0; tile < onPath.length; tile++) {
            if (onPath[tile]) {
                PathTiles.fill(screen, tile, PathTiles.PATH);
            } else if (maze.isWall(tile)) {
                PathTiles.fill(screen, tile, PathTiles.WALL);
            }
        }
        PathTiles.fill(screen, path[0], PathTiles.ORIGIN);
        PathTiles.fill(screen, goal(), PathTiles.GOAL);
        drawAgent(screen);
        return screen.enlarged();
    }

    @Override
    public int framesPerSecond() {
        return agent instanceof GridAgent ? 3 : 25;
    }
}
