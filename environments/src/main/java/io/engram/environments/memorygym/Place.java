package io.engram.environments.memorygym;

/**
 * A point of the screen in pixels, or a tile.
 *
 * @param x the column
 * @param y the row
 */
record Place(int x, int y) {

    /** How far the middle of the agent is, in pixels. */
    double distance(Agent agent) {
        double awayX = agent.x - x;
        double awayY = agent.y - y;
        return Math.sqrt(awayX * awayX + awayY * awayY);
    }
}
