package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOptions;
import java.util.List;

/** The picture of Searing Spotlights. */
final class SpotlightView {
    private final Agent agent;
    private final boolean agentVisible;
    private final Screen floor;
    private final Screen hitFloor;
    private final Darkness darkness;
    private final SpotlightBar bar;
    private final Screen scene = new Screen();
    private final boolean coinSheet;

    /**
     * The picture of a task. Where its coins would be drawn there may be a sheet of black, which is
     * what the original shows of coins that are switched off.
     */
    SpotlightView(EnvironmentOptions options, Agent agent, boolean coinSheet) {
        this.agent = agent;
        this.coinSheet = coinSheet;
        agentVisible = options.get(SpotlightOptions.AGENT_VISIBLE);
        boolean black = options.get(SpotlightOptions.BLACK_BACKGROUND);
        boolean white = options.get(SpotlightOptions.HIDE_CHESSBOARD);
        boolean feedback = options.get(SpotlightOptions.VISUAL_FEEDBACK);
        floor = SpotlightFloor.of(black, white, false);
        hitFloor = SpotlightFloor.of(black, white, feedback);
        darkness = new Darkness(black);
        bar =
                new SpotlightBar(
                        options.get(SpotlightOptions.SHOW_LAST_ACTION),
                        options.get(SpotlightOptions.SHOW_LAST_POSITIVE_REWARD));
    }

    Darkness darkness() {
        return darkness;
    }

    SpotlightBar bar() {
        return bar;
    }

    /**
     * What the agent sees. The bar lies above visible coins, but below a visible exit if the coins
     * are hidden, and below a visible agent if one of both is hidden, as in the original.
     */
    Screen picture(FloorThings things, List<Spotlight> lights, boolean hit, boolean first) {
        boolean coins = things.coinsVisible;
        boolean exit = things.exit != null && things.exitVisible;
        layFloor(hit);
        if (!coins) {
            drawCoins(things, scene);
        }
        if (!exit) {
            things.drawExit(scene);
        }
        if (!agentVisible) {
            drawAgent(scene, first);
        }
        Screen screen = darkness.cover(scene, lights);
        if (coins) {
            drawCoins(things, screen);
        }
        if (coins && exit) {
            things.drawExit(screen);
        }
        if (coins && exit && agentVisible) {
            drawAgent(screen, first);
        }
        bar.draw(screen);
        if (!coins && exit) {
            things.drawExit(screen);
        }
        if (!(coins && exit) && agentVisible) {
            drawAgent(screen, first);
        }
        return screen;
    }

    /** The same with all things over the dark. */
    Screen overview(FloorThings things, List<Spotlight> lights, boolean hit, boolean first) {
        layFloor(hit);
        Screen screen = darkness.cover(scene, lights);
        things.drawExit(screen);
        things.drawCoins(screen);
        drawAgent(screen, first);
        bar.draw(screen);
        return screen;
    }

    private void drawCoins(FloorThings things, Screen screen) {
        if (coinSheet) {
            screen.rectangle(0, 0, Screen.SIDE, Screen.SIDE, 0);
        } else {
            things.drawCoins(screen);
        }
    }

    private void layFloor(boolean hit) {
        byte[] tiles = (hit ? hitFloor : floor).bytes();
        System.arraycopy(tiles, 0, scene.bytes(), 0, Screen.BYTES);
    }

    private void drawAgent(Screen screen, boolean first) {
        if (first) {
            agent.drawUpright(screen);
        } else {
            agent.draw(screen);
        }
    }
}
