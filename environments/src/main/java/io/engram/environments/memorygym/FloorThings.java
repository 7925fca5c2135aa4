package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What lies on the floor of Searing Spotlights: coins, and maybe an exit. */
final class FloorThings {
    private final Agent agent;
    private final Sprite coinSprite;
    private final int coinReach;
    private final Sprite closedExit;
    private final Sprite openExit;
    private final double exitReach;

    /** The coins that are left. */
    final List<Place> coins = new ArrayList<>();

    /** Where the exit is; null if there is none. */
    Place exit;

    /** Whether the exit is open. */
    boolean exitOpen;

    /** Whether coins shine in the dark. */
    boolean coinsVisible;

    /** Whether the exit shines in the dark. */
    boolean exitVisible;

    FloorThings(EnvironmentOptions options, double exitScale, Agent agent) {
        this.agent = agent;
        double coinScale = options.get(SpotlightOptions.COIN_SCALE);
        coinSprite = SpotlightFloor.coin(coinScale);
        coinReach = SpotlightFloor.coinRadius(coinScale) + agent.radius();
        closedExit = SpotlightFloor.exit(exitScale, false);
        openExit = SpotlightFloor.exit(exitScale, true);
        exitReach = 10 * exitScale + agent.radius();
    }

    /** Whether the agent touches a coin. */
    boolean isCoinTouched(int coin) {
        return coins.get(coin).distance(agent) <= coinReach;
    }

    /** Whether the agent touches the exit. */
    boolean isExitTouched() {
        return exit != null && exit.distance(agent) <= exitReach;
    }

    void drawCoins(Screen screen) {
        for (Place coin : coins) {
            screen.draw(coinSprite, coin.x(), coin.y());
        }
    }

    void drawExit(Screen screen) {
        if (exit != null) {
            screen.draw(exitOpen ? openExit : closedExit, exit.x(), exit.y());
        }
    }

    /** Writes what changes in an episode. */
    void save(SnapshotWriter to) {
        to.put(coins.stream().flatMapToInt(coin -> IntStream.of(coin.x(), coin.y())).toArray());
        to.put(exitOpen);
    }

    /** Reads what {@link #save} wrote. */
    void load(SnapshotReader from) {
        int[] places = from.nextInts();
        coins.clear();
        for (int i = 0; i + 1 < places.length; i += 2) {
            coins.add(new Place(places[i], places[i + 1]));
        }
        exitOpen = from.nextFlag();
    }
}
