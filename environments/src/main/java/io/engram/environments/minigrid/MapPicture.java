package io.engram.environments.minigrid;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The whole map from above: the agent with its direction, and what it sees highlighted. */
final class MapPicture {
    private static final int TILE = 32;

    private MapPicture() {}

    static BufferedImage of(Grid grid, int agentX, int agentY, Direction direction, View view) {
        var lit = lit(grid, agentX, agentY, direction, view);
        var image =
                new BufferedImage(
                        grid.width() * TILE, grid.height() * TILE, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                boolean here = x == agentX && y == agentY;
                int agent = here ? direction.ordinal() : Tiles.NO_AGENT;
                byte[] tile = Tiles.of(TILE).shared(grid.code(x, y), agent, lit[x][y]);
                copy(tile, pixels, y * TILE * image.getWidth() + x * TILE, image.getWidth());
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

    /** Copies a tile, channels first, to pixels of red, green and blue. */
    private static void copy(byte[] tile, int[] pixels, int first, int stride) {
        int plane = TILE * TILE;
        for (int i = 0; i < plane; i++) {
            pixels[first + i / TILE * stride + i % TILE] =
                    (tile[i] & 255) << 16
                            | (tile[plane + i] & 255) << 8
                            | tile[2 * plane + i] & 255;
        }
    }
}
