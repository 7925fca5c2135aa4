package io.engram.environments.minigrid;

import java.awt.image.BufferedImage;

/** The whole map from above: the agent with its direction, and what it sees highlighted. */
final class MapPicture {
    private static final int TILE = 32;

    private MapPicture() {}

    static BufferedImage of(Grid grid, int agentX, int agentY, Direction direction, View view) {
        var lit = lit(grid, agentX, agentY, direction, view);
        var image =
                new BufferedImage(
                        grid.width() * TILE, grid.height() * TILE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                boolean here = x == agentX && y == agentY;
                int agent = here ? direction.ordinal() : Tiles.NO_AGENT;
                byte[] tile = Tiles.of(TILE).shared(grid.code(x, y), agent, lit[x][y]);
                image.setRGB(x * TILE, y * TILE, TILE, TILE, colours(tile), 0, TILE);
            }
        }
        return image;
    }

    private static boolean[][] lit(
            Grid grid, int agentX, int agentY, Direction direction, View view) {
        var lit = new boolean[grid.width()][grid.height()];
        int dx = direction.dx();
        int dy = direction.dy();
        for (int row = 0; row < view.size(); row++) {
            for (int column = 0; column < view.size(); column++) {
                int ahead = view.size() - 1 - row;
                int aside = column - view.size() / 2;
                int x = agentX + dx * ahead - dy * aside;
                int y = agentY + dy * ahead + dx * aside;
                if (grid.isInside(x, y) && view.isVisible(column, row)) {
                    lit[x][y] = true;
                }
            }
        }
        return lit;
    }

    private static int[] colours(byte[] tile) {
        int plane = TILE * TILE;
        var colours = new int[plane];
        for (int i = 0; i < plane; i++) {
            colours[i] =
                    (tile[i] & 255) << 16
                            | (tile[plane + i] & 255) << 8
                            | tile[2 * plane + i] & 255;
        }
        return colours;
    }
}
