package io.engram.environments.memorygym;

import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.space.Action;

/** The figure that is moved: a body with two hands that show where it looks. */
abstract class Agent {
    /**
     * The eighths of a turn to the left, from looking up, by the horizontal and vertical choice.
     */
    private static final int[][] TURNS = {{0, 0, 4}, {2, 1, 3}, {6, 7, 5}};

    /** The scale of all figures that the user cannot scale. */
    static final double SCALE = 0.25;

    /** The turn of a figure that looks to the right. */
    static final int RIGHT = 6;

    private final AgentSprites sprites;
    private final int radius;

    /** The column of the middle, in pixels. */
    int x;

    /** The row of the middle, in pixels. */
    int y;

    /** Where it looks: eighths of a turn to the left, from looking up. */
    int turn;

    Agent(double scale) {
        sprites = AgentSprites.of(scale);
        radius = sprites.radius();
    }

    /** Does what an action asks for. */
    abstract void act(Action action);

    /** The radius of the body in pixels. */
    final int radius() {
        return radius;
    }

    /** The width and height of the figure's sheet in pixels; the middle is at half of it. */
    final int side() {
        return sprites.side();
    }

    /** Draws the figure where it is. */
    final void draw(Screen screen) {
        screen.draw(sprites.turned(turn), x, y);
    }

    /** Draws the figure with its middle elsewhere. */
    final void drawAt(Screen screen, int middleX, int middleY) {
        screen.draw(sprites.turned(turn), middleX, middleY);
    }

    /** Draws the figure as if it looked up. */
    final void drawUpright(Screen screen) {
        screen.draw(sprites.turned(0), x, y);
    }

    /** Looks where a move leads; a figure that stands looks where it did. */
    final void face(int horizontal, int vertical) {
        if (horizontal != 0 || vertical != 0) {
            turn = TURNS[horizontal][vertical];
        }
    }

    /** The sign of a choice: 0 none, 1 left or up, 2 right or down. */
    static int sign(int choice) {
        return choice == 0 ? 0 : 2 * choice - 3;
    }

    /** The pixels of one axis for a move of one step; shorter if both axes move. */
    static double stretch(double speed, int horizontal, int vertical) {
        return horizontal != 0 && vertical != 0 ? 1 / Math.sqrt(2) * speed : speed;
    }

    /** Writes what changes in an episode. */
    final void save(SnapshotWriter to) {
        to.put(x).put(y).put(turn);
    }

    /** Reads what {@link #save} wrote. */
    final void load(SnapshotReader from) {
        x = from.nextInt();
        y = from.nextInt();
        turn = from.nextInt(0, 7);
    }
}
