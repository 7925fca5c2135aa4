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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Endless Mystery Path: an invisible path leads to the right without an end, and the camera follows
 * the agent. What lies behind is seen. Whoever leaves the path is put back to its start in the next
 * step, and the episode terminates with a second fall at the same place, a fall before the farthest
 * column that was reached, or 20 steps without a new tile.
 *
 * <p>The observation is a picture of 3 × 84 × 84 bytes. Actions are to stay, or to go right, up or
 * down. Each tile of the path gives 0.1 when it is first reached. {@code info} of the last step has
 * {@code numFails}, {@code maxX} (the farthest column) and {@code tilesVisited}.
 *
 * <pre>{@code
 * var env = new EndlessMysteryPath();
 * env.reset(42);
 * double[] direction = env.groundTruth();
 * }</pre>
 */
public final class EndlessMysteryPath extends CheckedEnvironment {
    /** The id of the task. */
    public static final String V0 = "Endless-MysteryPath-v0";

    private static final EnvironmentOption<Integer> MAX_STEPS = GymOptions.maxSteps(-1);
    private static final EnvironmentOption<Boolean> SHOW_ORIGIN =
            EnvironmentOption.flag("showOrigin", false, "without effect, as in the original");
    private static final EnvironmentOption<Boolean> SHOW_PAST_PATH =
            EnvironmentOption.flag("showPastPath", true, "whether the way behind is seen");
    private static final EnvironmentOption<Boolean> SHOW_BACKGROUND =
            EnvironmentOption.flag("showBackground", false, "whether there is ice and not black");
    private static final EnvironmentOption<Boolean> SHOW_STAMINA =
            EnvironmentOption.flag("showStamina", false, "whether a bar shows the steps left");
    private static final EnvironmentOption<Boolean> VISUAL_FEEDBACK =
            EnvironmentOption.flag("visualFeedback", true, "whether a fall shows a red cross");
    private static final EnvironmentOption<Double> CAMERA_OFFSET_SCALE =
            EnvironmentOption.number(
                    "cameraOffsetScale", 5, 0, 5.5, "tiles between the left edge and the agent");
    private static final EnvironmentOption<Integer> STAMINA_LEVEL =
            EnvironmentOption.integer(
                    "staminaLevel", 20, 1, 100_000, "steps that may pass before the next tile");
    private static final EnvironmentOption<Double> REWARD_FALL_OFF =
            GymOptions.reward("rewardFallOff", 0, "for each fall");
    private static final EnvironmentOption<Double> REWARD_PATH_PROGRESS =
            GymOptions.reward("rewardPathProgress", 0.1, "for each tile of the path, once");
    private static final EnvironmentOption<Double> REWARD_PATH_PROGRESS_DENSE =
            GymOptions.reward(
                    "rewardPathProgressDense", 0, "for each tile of the path, after each fall");
    private static final EnvironmentOption<Double> REWARD_STEP =
            GymOptions.reward("rewardStep", 0, "for each step");

    private static final EnvironmentDescription DESCRIPTION =
            EnvironmentDescription.of(V0, "Follow an invisible path as far as you can.")
                    .observation(
                            GymOptions.PICTURE,
                            "the agent, the path behind it, and a red cross when it falls")
                    .action(ActionSpace.discrete(4), "stay, right, up, down")
                    .rewards(0, 0.1)
                    .success("it has no end: the farther, the better")
                    .source(GymOptions.SOURCE)
                    .options(
                            MAX_STEPS,
                            STAMINA_LEVEL,
                            SHOW_ORIGIN,
                            SHOW_PAST_PATH,
                            SHOW_BACKGROUND,
                            SHOW_STAMINA,
                            VISUAL_FEEDBACK,
                            CAMERA_OFFSET_SCALE,
                            REWARD_FALL_OFF,
                            REWARD_PATH_PROGRESS,
                            REWARD_PATH_PROGRESS_DENSE,
                            REWARD_STEP,
                            GymOptions.AGENT_SPEED,
                            GymOptions.AGENT_SCALE);

    /** The horizontal and the vertical choice of a figure in eight directions, by action. */
    private static final int[][] WALKS = {{0, 0}, {2, 0}, {0, 1}, {0, 2}};

    private final int maxSteps;
    private final int staminaLevel;
    private final double rewardFallOff;
    private final double rewardPathProgress;
    private final double rewardPathProgressDense;
    private final double rewardStep;
    private final FreeAgent agent;
    private final EndlessPathView view;
    private final Set<Place> fallPlaces = new HashSet<>();
    private EndlessPath path;
    private EndlessPath.Tile tile;
    private boolean fallen;
    private int falls;
    private int stamina;
    private int farthest;
    private int tilesVisited;
    private int direction;

    /** The task with its defaults. */
    public EndlessMysteryPath() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options see {@link #description()}
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public EndlessMysteryPath(EnvironmentOptions options) {
        super(DESCRIPTION, options);
        maxSteps = options.get(MAX_STEPS);
        staminaLevel = options.get(STAMINA_LEVEL);
        rewardFallOff = options.get(REWARD_FALL_OFF);
        rewardPathProgress = options.get(REWARD_PATH_PROGRESS);
        rewardPathProgressDense = options.get(REWARD_PATH_PROGRESS_DENSE);
        rewardStep = options.get(REWARD_STEP);
        agent =
                new FreeAgent(
                        options.get(GymOptions.AGENT_SPEED), options.get(GymOptions.AGENT_SCALE));
        view =
                new EndlessPathView(
                        agent,
                        options.get(CAMERA_OFFSET_SCALE),
                        options.get(SHOW_PAST_PATH),
                        options.get(SHOW_BACKGROUND),
                        options.get(SHOW_STAMINA),
                        options.get(VISUAL_FEEDBACK));
    }

    /**
     * Where the path leads from the last tile that the agent was on.
     *
     * @return one 1 and two 0: right, up, down; unchanged where the path leads to the left
     */
    public double[] groundTruth() {
        var truth = new double[3];
        truth[direction] = 1;
        return truth;
    }

    @Override
    protected Observation begin(long seed) {
        path = new EndlessPath(new NumpyRandom(seed));
        tile = path.start();
        tile.visited = true;
        fallen = false;
        falls = 0;
        fallPlaces.clear();
        stamina = staminaLevel;
        farthest = 0;
        tilesVisited = 0;
        agent.turn = Agent.RIGHT;
        placeOnStart();
        updateDirection();
        return Observation.ofBytes(picture().bytes());
    }

    private void placeOnStart() {
        agent.x = agent.radius();
        agent.y = PathTiles.SIDE * path.start().row() + agent.radius();
        view.restart();
    }

    @Override
    protected Step advance(Action action) {
        if (fallen) {
            placeOnStart();
        } else {
            int[] walk = WALKS[action.choice()];
            view.scroll(agent.walk(walk[0], walk[1]));
        }
        int column = Math.floorDiv(agent.x, PathTiles.SIDE);
        int row = Math.floorDiv(agent.y, PathTiles.SIDE);
        int segment = column / EndlessPath.SEGMENT;
        EndlessPath.Tile below = path.find(segment, column, row);
        path.extend(segment);
        fallen = below == null;
        double reward = 0;
        boolean over = false;
        if (fallen) {
            reward += rewardFallOff;
            over = fall(column, row);
        } else {
            reward += reach(below);
        }
        reward += rewardStep;
        stamina--;
        over |= stamina == 0 || steps() == maxSteps;
        updateDirection();
        if (!fallen) {
            farthest = Math.max(farthest, column);
        }
        var observation = Observation.ofBytes(picture().bytes());
        return new Step(observation, reward, over, false, over ? measurements() : Map.of());
    }

    /** Goes on a tile of the path, and returns the reward. */
    private double reach(EndlessPath.Tile reached) {
        tile = reached;
        double reward = 0;
        if (!tile.visited) {
            tile.visited = true;
            tilesVisited++;
            reward += rewardPathProgress;
        }
        if (!tile.touched && tile != path.start()) {
            tile.touched = true;
            stamina = staminaLevel;
            reward += rewardPathProgressDense;
        }
        return reward;
    }

    /** Falls beside the path, and returns whether that ends the episode. */
    private boolean fall(int column, int row) {
        falls++;
        path.clearTouched();
        stamina = staminaLevel;
        return column < farthest || !fallPlaces.add(new Place(column, row));
    }

    private void updateDirection() {
        int columns = tile.next().column() - tile.column();
        int rows = tile.next().row() - tile.row();
        if (columns == 1) {
            direction = 0;
        } else if (rows != 0) {
            direction = rows < 0 ? 1 : 2;
        }
    }

    private Map<String, Double> measurements() {
        return Map.of(
                "numFails",
                (double) falls,
                "maxX",
                (double) farthest,
                "tilesVisited",
                (double) tilesVisited);
    }

    private Screen picture() {
        return view.picture(tile, fallen, (double) stamina / staminaLevel);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        path.save(to);
        to.put(path.indexOf(tile)).put(fallen).put(falls).put(stamina).put(farthest);
        to.put(tilesVisited).put(direction);
        to.put(fallPlaces.stream().flatMapToInt(at -> IntStream.of(at.x(), at.y())).toArray());
        agent.save(to);
        view.save(to);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        path.load(from);
        tile = path.tile(from.nextInt());
        fallen = from.nextFlag();
        falls = from.nextInt();
        stamina = from.nextInt();
        farthest = from.nextInt();
        tilesVisited = from.nextInt();
        direction = from.nextInt(0, 2);
        int[] places = from.nextInts();
        for (int i = 0; i + 1 < places.length; i += 2) {
            fallPlaces.add(new Place(places[i], places[i + 1]));
        }
        agent.load(from);
        view.load(from);
    }

    /** The agent, and the whole path in grey; a bar shows the steps left. */
    @Override
    protected BufferedImage draw() {
        return view.overview(path, fallen, (double) stamina / staminaLevel).enlarged();
    }

    @Override
    public int framesPerSecond() {
        return 25;
    }
}
