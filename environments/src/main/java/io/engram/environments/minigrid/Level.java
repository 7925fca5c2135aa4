package io.engram.environments.minigrid;

import io.engram.environments.random.NumpyRandom;
import java.util.function.Predicate;

/**
 * A level while it is made: a grid, where the agent starts, and the mission. Whatever is random in
 * a level is drawn from {@link #random()}, in an order that never changes, so that a seed always
 * gives the same level.
 */
public final class Level {
    private static final Position NOWHERE = new Position(-1, -1);

    private final Grid grid;
    private final NumpyRandom random;
    private Position agent = NOWHERE;
    private Direction direction = Direction.RIGHT;
    private String mission = "";

    /**
     * A level with an empty grid and no agent yet.
     *
     * @param width the number of columns, at least 3
     * @param height the number of rows, at least 3
     * @param random where draws come from
     */
    public Level(int width, int height, NumpyRandom random) {
        grid = new Grid(width, height);
        this.random = random;
    }

    /**
     * The cells.
     *
     * @return the grid of this level, empty at first
     */
    public Grid grid() {
        return grid;
    }

    /**
     * The source of all that is random here.
     *
     * @return the generator of this episode
     */
    public NumpyRandom random() {
        return random;
    }

    /**
     * Where the agent starts.
     *
     * @return its cell, (-1, -1) as long as it has none
     */
    public Position agent() {
        return agent;
    }

    /**
     * Where the agent looks at first.
     *
     * @return the direction, to the right unless set
     */
    public Direction direction() {
        return direction;
    }

    /**
     * The task in words.
     *
     * @return the mission, empty unless set
     */
    public String mission() {
        return mission;
    }

    /**
     * Says the task in words.
     *
     * @param text the mission
     */
    public void mission(String text) {
        mission = text;
    }

    /**
     * Draws a colour, each equally likely.
     *
     * @return the colour
     */
    public Colour randomColour() {
        return random.choice(Colour.ALPHABETICAL);
    }

    /**
     * Puts an object into a random empty cell anywhere, not where the agent is.
     *
     * @param object the object
     * @return its cell
     */
    public Position place(WorldObject object) {
        return place(object, new Area(0, 0, grid.width(), grid.height()));
    }

    /**
     * Puts an object into a random empty cell of an area, not where the agent is.
     *
     * @param object the object
     * @param area where to put it; what lies outside of the grid is left out
     * @return its cell
     */
    public Position place(WorldObject object, Area area) {
        return place(object, area, position -> true, Integer.MAX_VALUE);
    }

    /**
     * Puts an object into a random empty cell of an area, not where the agent is. Cells are drawn
     * until one fits.
     *
     * @param object the object
     * @param area where to put it; what lies outside of the grid is left out
     * @param fits whether a cell will do
     * @param tries how many cells to try at most
     * @return its cell
     * @throws IllegalStateException if none of the cells that were tried fits
     */
    public Position place(WorldObject object, Area area, Predicate<Position> fits, int tries) {
        var position = findFree(area, fits, tries);
        grid.set(position.x(), position.y(), object);
        return position;
    }

    private Position findFree(Area area, Predicate<Position> fits, int tries) {
        int left = Math.max(area.x(), 0);
        int top = Math.max(area.y(), 0);
        int right = Math.min(left + area.width(), grid.width());
        int bottom = Math.min(top + area.height(), grid.height());
        for (int i = 0; i < tries; i++) {
            var position = new Position(random.integers(left, right), random.integers(top, bottom));
            boolean empty = grid.at(position.x(), position.y()) instanceof Empty;
            if (empty && !position.equals(agent) && fits.test(position)) {
                return position;
            }
        }
        throw new IllegalStateException(
                "none of " + tries + " cells drawn from " + area + " was free; make it larger");
    }

    /**
     * Sets where the agent starts.
     *
     * @param x the column
     * @param y the row
     * @param looks where it looks
     */
    public void putAgent(int x, int y, Direction looks) {
        agent = new Position(x, y);
        direction = looks;
    }

    /** Starts the agent in a random empty cell anywhere, in a random direction. */
    public void placeAgent() {
        placeAgent(new Area(0, 0, grid.width(), grid.height()));
    }

    /**
     * Starts the agent in a random empty cell of an area, in a random direction.
     *
     * @param area where to start; what lies outside of the grid is left out
     */
    public void placeAgent(Area area) {
        placeAgent(area, Integer.MAX_VALUE);
    }

    /**
     * Starts the agent in a random empty cell of an area, in a random direction.
     *
     * @param area where to start; what lies outside of the grid is left out
     * @param tries how many cells to try at most
     * @throws IllegalStateException if none of the cells that were tried is empty
     */
    public void placeAgent(Area area, int tries) {
        agent = NOWHERE;
        agent = findFree(area, position -> true, tries);
        direction = Direction.of(random.integers(0, 4));
    }
}
