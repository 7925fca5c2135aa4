package io.engram.environments.minigrid;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A task in a world of cells, seen from the inside, as in Minigrid: an agent turns, walks, carries
 * things and opens doors, and sees only a square of cells in front of it. The base of the levels of
 * this library and of levels of your own: say what a level holds, and what counts as success if it
 * is not reaching a {@link Goal}.
 *
 * <pre>{@code
 * public final class LavaBridge extends MiniGridEnvironment {
 *     public LavaBridge() {
 *         super(
 *                 EnvironmentDescription.of("LavaBridge-v0", "Cross the lava to the goal."),
 *                 9, 7, 100,
 *                 EnvironmentOptions.none());
 *     }
 *
 *     protected void generate(Level level) {
 *         level.grid().wallAround();
 *         int bridge = level.random().integers(1, 6);
 *         for (int y = 1; y < 6; y++) {
 *             level.grid().set(4, y, y == bridge ? WorldObject.EMPTY : new Lava());
 *         }
 *         level.grid().set(7, 5, new Goal());
 *         level.placeAgent(new Area(1, 1, 3, 5));
 *         level.mission("cross the bridge");
 *     }
 * }
 * }</pre>
 *
 * <p>Observations, by the option {@code observation}, for a view of v x v cells:
 *
 * <ul>
 *   <li>{@code symbolic}: 3·v·v floats, for each cell type, colour and state as whole numbers, see
 *       {@link WorldObject}; cells in the order of {@link View}, column by column.
 *   <li>{@code oneHot}: 20·v·v floats, the same numbers as 11 + 6 + 3 bits for each cell.
 *   <li>{@code rgb}: a picture of (3, v·t, v·t) bytes for tiles of t pixels.
 * </ul>
 *
 * <p>A cell that is not seen is 0, 0, 0. The agent's own cell shows what it carries. With the
 * option {@code showDirection}, four floats follow that say where it looks, one-hot.
 *
 * <p>Actions are those of {@link GridAction}, or the first few of them by the option {@code
 * actions}. A success in step t of at most m gives the reward 1 - 0.9·t/m; all other rewards are 0.
 * The episode is truncated after m steps, also when it terminates by that step. Its last step says
 * in {@code success} whether it was solved: 1 or 0.
 *
 * <p>Source: Chevalier-Boisvert and others (2023), "Minigrid and Miniworld: Modular and
 * Customizable Reinforcement Learning Environments for Goal-Oriented Tasks".
 */
public abstract class MiniGridEnvironment extends CheckedEnvironment {
    /** What an observation is made of. */
    public static final EnvironmentOption<String> OBSERVATION =
            EnvironmentOption.text(
                    "observation",
                    ViewEncoder.SYMBOLIC,
                    List.of(ViewEncoder.SYMBOLIC, ViewEncoder.ONE_HOT, ViewEncoder.RGB),
                    "numbers, bits or pixels for each cell in view");

    /** The number of rows and columns that are in view. */
    public static final EnvironmentOption<Integer> VIEW_SIZE =
            EnvironmentOption.integer("viewSize", 7, 3, 31, "rows and columns in view, odd");

    /** The number of pixels along a tile of an rgb observation. */
    public static final EnvironmentOption<Integer> TILE_SIZE =
            EnvironmentOption.integer(
                    "tileSize", 8, Tiles.LEAST_SIZE, Tiles.MOST_SIZE, "pixels of a tile in rgb");

    /** Whether walls and closed doors hide nothing. */
    public static final EnvironmentOption<Boolean> SEE_THROUGH_WALLS =
            EnvironmentOption.flag("seeThroughWalls", false, "walls and doors hide nothing");

    /** How many actions there are. */
    public static final EnvironmentOption<Integer> ACTIONS =
            EnvironmentOption.integer(
                    "actions",
                    GridAction.values().length,
                    3,
                    GridAction.values().length,
                    "how many of the actions there are, the first ones");

    /** Whether symbolic and one-hot observations end with the agent's direction. */
    public static final EnvironmentOption<Boolean> SHOW_DIRECTION =
            EnvironmentOption.flag(
                    "showDirection", false, "four more floats: where the agent looks");

    private static final List<String> MEANINGS =
            List.of("left", "right", "forward", "pick up", "drop", "toggle", "done");
    private static final GridAction[] ALL_ACTIONS = GridAction.values();
    private static final Map<String, Double> SOLVED = Map.of("success", 1.0);
    private static final Map<String, Double> UNSOLVED = Map.of("success", 0.0);
    private static final double TIME_PENALTY = 0.9;
    private static final int FRAMES_PER_SECOND = 10;

    private final int width;
    private final int height;
    private final int maxSteps;
    private final ViewEncoder encoder;
    private final View view;
    private Grid grid;
    private int x;
    private int y;
    private Direction direction;
    private WorldObject carried;
    private String mission = "";

    /**
     * A task.
     *
     * @param description the id, what the task is, and options of its own if it has any; spaces,
     *     rewards, the limit of steps and the options of all levels are added here
     * @param width the number of columns of the map, at least 3
     * @param height the number of rows of the map, at least 3
     * @param maxSteps the number of steps after which an episode is truncated
     * @param options what was given
     * @throws IllegalArgumentException if an option is unknown or has no legal value
     */
    protected MiniGridEnvironment(
            EnvironmentDescription description,
            int width,
            int height,
            int maxSteps,
            EnvironmentOptions options) {
        super(complete(description, maxSteps, options), options);
        this.width = width;
        this.height = height;
        this.maxSteps = maxSteps;
        encoder = encoder(options);
        view = new View(options.get(VIEW_SIZE), options.get(SEE_THROUGH_WALLS));
    }

    private static EnvironmentDescription complete(
            EnvironmentDescription description, int maxSteps, EnvironmentOptions options) {
        var encoder = encoder(options);
        var all =
                Stream.concat(
                        description.options().stream(),
                        Stream.of(
                                OBSERVATION,
                                VIEW_SIZE,
                                TILE_SIZE,
                                SEE_THROUGH_WALLS,
                                ACTIONS,
                                SHOW_DIRECTION));
        return description
                .observation(encoder.space(), encoder.meaning())
                .bounds(0, encoder.greatest())
                .action(
                        ActionSpace.discrete(options.get(ACTIONS)),
                        String.join(", ", MEANINGS.subList(0, options.get(ACTIONS))))
                .rewards(0, 1)
                .stepLimit(maxSteps)
                .options(all.toArray(EnvironmentOption<?>[]::new));
    }

    private static ViewEncoder encoder(EnvironmentOptions options) {
        return ViewEncoder.of(
                options.get(OBSERVATION),
                options.get(VIEW_SIZE),
                options.get(SHOW_DIRECTION),
                options.get(TILE_SIZE));
    }

    /**
     * Makes the level of an episode: fills the grid, says where the agent starts, and the mission.
     *
     * @param level an empty level
     */
    protected abstract void generate(Level level);

    /**
     * Judges an action, after it was taken.
     *
     * @param action the action
     * @param outcome {@link Outcome#SUCCESS} if the agent has walked onto a goal, {@link
     *     Outcome#FAILURE} if onto lava, else {@link Outcome#ONGOING}
     * @return what the action means for the task; {@code outcome} unless overridden
     */
    protected Outcome judge(GridAction action, Outcome outcome) {
        return outcome;
    }

    /**
     * Lets a level give an action another meaning.
     *
     * @param action what was chosen
     * @return what is done; the same unless overridden
     */
    protected GridAction translate(GridAction action) {
        return action;
    }

    /**
     * Whether {@link #judge} and {@link #translate} change nothing that they use later, so that the
     * map, the agent and what {@link #generate} sets are all there is to save of an episode.
     *
     * @return false unless overridden: then a long episode comes back by being played again
     */
    protected boolean changesOnlyTheMap() {
        return false;
    }

    @Override
    protected final Observation begin(long seed) {
        var level = new Level(width, height, new NumpyRandom(seed));
        generate(level);
        grid = level.grid();
        x = level.agent().x();
        y = level.agent().y();
        direction = level.direction();
        carried = WorldObject.EMPTY;
        mission = level.mission();
        if (!grid.isInside(x, y) || !grid.at(x, y).walkable()) {
            throw new IllegalStateException(
                    "generate(level) must start the agent in a cell to walk on, but it is at (%d, %d)"
                            .formatted(x, y));
        }
        return observe();
    }

    private Observation observe() {
        view.look(grid, x, y, direction, carried);
        return encoder.encode(view, direction);
    }

    @Override
    protected final Step advance(Action action) {
        var chosen = translate(ALL_ACTIONS[action.choice()]);
        var outcome = judge(chosen, act(chosen));
        boolean terminated = outcome != Outcome.ONGOING;
        boolean truncated = steps() >= maxSteps;
        boolean solved = outcome == Outcome.SUCCESS;
        double reward = solved ? 1 - TIME_PENALTY * ((double) steps() / maxSteps) : 0;
        if (!terminated && !truncated) {
            return Step.of(observe(), reward);
        }
        return new Step(observe(), reward, terminated, truncated, solved ? SOLVED : UNSOLVED);
    }

    @Override
    protected final boolean save(SnapshotWriter to) {
        if (!changesOnlyTheMap()) {
            return false;
        }
        to.put(x).put(y).put(direction.ordinal()).put(ObjectNumbers.of(grid, carried));
        return true;
    }

    @Override
    protected final void load(SnapshotReader from) {
        x = from.nextInt(0, width - 1);
        y = from.nextInt(0, height - 1);
        direction = Direction.of(from.nextInt(0, 3));
        carried = ObjectNumbers.fill(grid, from.nextInts());
        view.look(grid, x, y, direction, carried);
    }

    private Outcome act(GridAction action) {
        int aheadX = x + direction.dx();
        int aheadY = y + direction.dy();
        switch (action) {
            case LEFT -> direction = direction.anticlockwise();
            case RIGHT -> direction = direction.clockwise();
            case FORWARD -> {
                return walk(aheadX, aheadY);
            }
            case PICK_UP -> pickUp(aheadX, aheadY);
            case DROP -> drop(aheadX, aheadY);
            case TOGGLE -> toggle(aheadX, aheadY);
            default -> {}
        }
        return Outcome.ONGOING;
    }

    private Outcome walk(int aheadX, int aheadY) {
        var ahead = grid.at(aheadX, aheadY);
        if (ahead.walkable()) {
            x = aheadX;
            y = aheadY;
        }
        if (ahead instanceof Goal) {
            return Outcome.SUCCESS;
        }
        return ahead instanceof Lava ? Outcome.FAILURE : Outcome.ONGOING;
    }

    private void pickUp(int aheadX, int aheadY) {
        var ahead = grid.at(aheadX, aheadY);
        if (ahead.portable() && carried instanceof Empty) {
            carried = ahead;
            grid.set(aheadX, aheadY, WorldObject.EMPTY);
        }
    }

    private void drop(int aheadX, int aheadY) {
        if (grid.at(aheadX, aheadY) instanceof Empty && !(carried instanceof Empty)) {
            grid.set(aheadX, aheadY, carried);
            carried = WorldObject.EMPTY;
        }
    }

    private void toggle(int aheadX, int aheadY) {
        var ahead = grid.at(aheadX, aheadY);
        var toggled = ahead.toggled(carried);
        if (toggled != ahead) {
            grid.set(aheadX, aheadY, toggled);
        }
    }

    /**
     * The task of this episode in words.
     *
     * @return the mission, empty before the first episode
     */
    public final String mission() {
        return mission;
    }

    /**
     * The map of this episode, as it is now.
     *
     * @return the grid, not a copy
     * @throws IllegalStateException before the first episode
     */
    public final Grid grid() {
        return begun(grid);
    }

    /**
     * Where the agent is.
     *
     * @return its cell
     */
    public final Position agent() {
        return new Position(x, y);
    }

    /**
     * Whether the agent is in a cell.
     *
     * @param cell the cell
     * @return true if it is there
     */
    public final boolean agentIsAt(Position cell) {
        return x == cell.x() && y == cell.y();
    }

    /**
     * Where the agent looks.
     *
     * @return the direction
     * @throws IllegalStateException before the first episode
     */
    public final Direction direction() {
        return begun(direction);
    }

    /**
     * What the agent carries.
     *
     * @return the object, {@link WorldObject#EMPTY} if nothing
     * @throws IllegalStateException before the first episode
     */
    public final WorldObject carried() {
        return begun(carried);
    }

    private static <T> T begun(T thing) {
        if (thing == null) {
            throw new IllegalStateException(
                    "there is no grid before the first episode; call reset(seed)");
        }
        return thing;
    }

    @Override
    protected final BufferedImage draw() {
        return MapPicture.of(grid, x, y, direction, view);
    }

    @Override
    public final int framesPerSecond() {
        return FRAMES_PER_SECOND;
    }
}
