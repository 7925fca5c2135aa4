package io.engram.environments.minigrid;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The pictures of cells in one size. Each is drawn once, when it is first needed, and shared by all
 * environments of all threads.
 *
 * <pre>{@code
 * byte[] pixels = Tiles.of(28).tile(new Key(Colour.GREEN), true);   // (3, 28, 28)
 * }</pre>
 */
public final class Tiles {
    /** The smallest size in pixels. */
    public static final int LEAST_SIZE = 4;

    /** The largest size in pixels. */
    public static final int MOST_SIZE = 64;

    static final int NO_AGENT = 4;

    private static final int AGENTS = NO_AGENT + 1;
    private static final ConcurrentMap<Integer, Tiles> BY_SIZE = new ConcurrentHashMap<>();

    private final int size;
    private final AtomicReferenceArray<byte[]> tiles =
            new AtomicReferenceArray<>(CellCode.LOOKS * AGENTS * 2);

    private Tiles(int size) {
        this.size = size;
    }

    /**
     * The tiles of a size.
     *
     * @param size the number of rows and of columns in pixels, 4 to 64
     * @return the tiles, the same at every call
     * @throws IllegalArgumentException if the size is out of its range
     */
    public static Tiles of(int size) {
        if (size < LEAST_SIZE || size > MOST_SIZE) {
            throw new IllegalArgumentException(
                    "tileSize must be from %d to %d, but is %d"
                            .formatted(LEAST_SIZE, MOST_SIZE, size));
        }
        return BY_SIZE.computeIfAbsent(size, Tiles::new);
    }

    /**
     * The number of rows and of columns.
     *
     * @return pixels, 4 to 64
     */
    public int size() {
        return size;
    }

    /**
     * The picture of a cell without the agent.
     *
     * @param object what is in the cell
     * @param lit whether the cell is highlighted, as those are that the agent sees
     * @return a copy of the pixels, channels first: (3, size, size)
     */
    public byte[] tile(WorldObject object, boolean lit) {
        return shared(CellCode.of(object), NO_AGENT, lit).clone();
    }

    /**
     * The picture of a cell with the agent in it.
     *
     * @param object what is in the cell
     * @param agent where the agent looks
     * @param lit whether the cell is highlighted, as those are that the agent sees
     * @return a copy of the pixels, channels first: (3, size, size)
     */
    public byte[] tile(WorldObject object, Direction agent, boolean lit) {
        return shared(CellCode.of(object), agent.ordinal(), lit).clone();
    }

    /** The pixels of a cell, not a copy; the agent's direction, or {@link #NO_AGENT}. */
    byte[] shared(int code, int agent, boolean lit) {
        int looks = CellCode.looks(code);
        int index = (looks * AGENTS + agent) * 2 + (lit ? 1 : 0);
        byte[] tile = tiles.get(index);
        if (tile == null) {
            tile = TilePainter.paint(size, looks, agent, lit);
            tiles.set(index, tile);
        }
        return tile;
    }
}
