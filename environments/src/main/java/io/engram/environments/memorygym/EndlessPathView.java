package io.engram.environments.memorygym;

import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import java.util.List;

/** The camera that follows the agent of Endless Mystery Path. */
final class EndlessPathView {
    private static final int BAR_WIDTH = 4;
    private static final int BAR_LEFT = Screen.SIDE - BAR_WIDTH;
    private static final int GREEN = 0x00FF00;
    private static final int RED = 0xFF0000;

    /** White of which 200/255 covers black, and ice, and the border of ice. */
    private static final int GLIMPSE = 0xC8C8C8;

    private static final int GLIMPSE_ON_ICE = 0xE2EEFD;
    private static final int GLIMPSE_ON_BORDER = 0xF5F5F5;

    private final Agent agent;
    private final boolean showPastPath;
    private final boolean showBackground;
    private final boolean showStamina;
    private final boolean visualFeedback;
    private final int depth;
    private final double offset;
    private final int agentX;
    private double cameraX;
    private int backgroundScroll;

    EndlessPathView(
            Agent agent,
            double offsetTiles,
            boolean showPastPath,
            boolean showBackground,
            boolean showStamina,
            boolean visualFeedback) {
        this.agent = agent;
        this.showPastPath = showPastPath;
        this.showBackground = showBackground;
        this.showStamina = showStamina;
        this.visualFeedback = visualFeedback;
        depth = (int) offsetTiles;
        offset = -PathTiles.SIDE * offsetTiles;
        int half = agent.side() / 2;
        agentX = (int) (agent.radius() - half - offset) + half;
    }

    /** Goes back to the start of the path. */
    void restart() {
        cameraX = offset;
        backgroundScroll = 0;
    }

    /** Follows the agent to the right. */
    void scroll(int pixels) {
        cameraX += pixels;
        backgroundScroll -= pixels;
        if (-backgroundScroll >= PathTiles.SIDE) {
            backgroundScroll = 0;
        }
    }

    /** What the agent sees, who was last on a tile of the path. */
    Screen picture(EndlessPath.Tile tile, boolean fallen, double stamina) {
        var screen = new Screen();
        drawBackground(screen, PathTiles.ICE, PathTiles.BORDER);
        if (showPastPath) {
            drawPastPath(screen, tile);
        }
        agent.drawAt(screen, agentX, agent.y);
        if (showStamina) {
            drawStamina(screen, stamina);
        }
        drawFall(screen, fallen);
        return screen;
    }

    /** The same with the whole path. */
    Screen overview(EndlessPath path, boolean fallen, double stamina) {
        var screen = new Screen();
        drawBackground(screen, PathTiles.ICE, PathTiles.BORDER);
        var glimpse = Screen.of(GLIMPSE);
        if (showBackground) {
            drawBackground(glimpse, GLIMPSE_ON_ICE, GLIMPSE_ON_BORDER);
        }
        int left = (int) -cameraX;
        for (List<EndlessPath.Tile> segment : path.segments()) {
            for (EndlessPath.Tile tile : segment) {
                int x = left + PathTiles.SIDE * tile.column();
                screen.copy(glimpse, x, PathTiles.SIDE * tile.row(), PathTiles.SIDE);
            }
        }
        agent.drawAt(screen, agentX, agent.y);
        drawFall(screen, fallen);
        drawStamina(screen, stamina);
        return screen;
    }

    private void drawBackground(Screen screen, int fill, int border) {
        if (showBackground) {
            int side = PathTiles.SIDE;
            for (int x = backgroundScroll - side; x < Screen.SIDE; x += side) {
                for (int y = 0; y < Screen.SIDE; y += side) {
                    screen.borderedRectangle(x, y, side, fill, border);
                }
            }
        }
    }

    private void drawPastPath(Screen screen, EndlessPath.Tile tile) {
        int side = PathTiles.SIDE;
        int column = Math.floorDiv(agent.x, side) - 1;
        if (column < 0) {
            return;
        }
        int farthest = Math.max(0, column - depth);
        EndlessPath.Tile past = tile.previous();
        while (past != null && column >= farthest) {
            column = past.column();
            drawPastTile(screen, (int) (side * column - cameraX), side * past.row());
            if (column == farthest) {
                return;
            }
            past = past.previous();
        }
    }

    /** Of a tile of which no more than two columns are seen, nothing but the border is drawn. */
    private static void drawPastTile(Screen screen, int x, int y) {
        int side = PathTiles.SIDE;
        boolean thin = Math.min(x + side, Screen.SIDE - x) <= 2;
        int fill = thin ? PathTiles.BORDER : PathTiles.PATH;
        screen.borderedRectangle(x, y, side, fill, PathTiles.BORDER);
    }

    private void drawFall(Screen screen, boolean fallen) {
        if (fallen && visualFeedback) {
            double x = agent.x - cameraX;
            PathTiles.drawCross(screen, (int) (x + Math.copySign(0.5, x)), agent.y);
        }
    }

    private static void drawStamina(Screen screen, double stamina) {
        int used = (int) (Screen.SIDE * (1 - Math.min(1, stamina)));
        screen.rectangle(BAR_LEFT, 0, BAR_WIDTH, used, RED);
        screen.rectangle(BAR_LEFT, used, BAR_WIDTH, Screen.SIDE - used, GREEN);
    }

    /** Writes what changes in an episode. */
    void save(SnapshotWriter to) {
        to.put(cameraX).put(backgroundScroll);
    }

    /** Reads what {@link #save} wrote. */
    void load(SnapshotReader from) {
        cameraX = from.nextDouble();
        backgroundScroll = from.nextInt();
    }
}
