package io.engram.environments.memorygym;

import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environments.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;

/** A path without an end: mazes of seven columns, each with a tile between it and the next. */
final class EndlessPath {
    /** The number of columns of a segment. */
    static final int SEGMENT = MazePath.SIDE + 1;

    private static final int FIRST_SEGMENTS = 3;

    private final NumpyRandom random;
    private final List<List<Tile>> segments = new ArrayList<>();
    private Tile last;

    /** A path of three segments. */
    EndlessPath(NumpyRandom random) {
        this.random = random;
        for (int i = 0; i < FIRST_SEGMENTS; i++) {
            add();
        }
    }

    /** A tile of the path. */
    static final class Tile {
        private final int column;
        private final int row;
        private final Tile previous;
        private Tile next;

        /** Whether it was ever reached. */
        boolean visited;

        /** Whether it was reached since the last fall. */
        boolean touched;

        private Tile(int column, int row, Tile previous) {
            this.column = column;
            this.row = row;
            this.previous = previous;
        }

        int column() {
            return column;
        }

        int row() {
            return row;
        }

        /** The tile before; null before the first. */
        Tile previous() {
            return previous;
        }

        /** The tile after; null after the last so far. */
        Tile next() {
            return next;
        }
    }

    /** The first tile. */
    Tile start() {
        return segments.get(0).get(0);
    }

    /** The tiles so far, segment after segment. */
    List<List<Tile>> segments() {
        return segments;
    }

    private List<Tile> tiles() {
        return segments.stream().flatMap(List::stream).toList();
    }

    /** The number of a tile, counted from the start. */
    int indexOf(Tile tile) {
        return tiles().indexOf(tile);
    }

    /** The tile of a number. */
    Tile tile(int index) {
        return tiles().get(index);
    }

    /** Appends another segment if the agent is on the last. */
    void extend(int segment) {
        if (segment > segments.size() - 2) {
            add();
        }
    }

    /** The tile of a segment at a place, or null. */
    Tile find(int segment, int column, int row) {
        for (Tile tile : segments.get(segment)) {
            if (tile.column == column && tile.row == row) {
                return tile;
            }
        }
        return null;
    }

    /** Forgets which tiles were touched. */
    void clearTouched() {
        for (List<Tile> segment : segments) {
            for (Tile tile : segment) {
                tile.touched = false;
            }
        }
    }

    private void add() {
        int row = last == null ? random.integers(0, MazePath.SIDE) : last.row;
        int lastRow = random.integers(0, MazePath.SIDE);
        int start = MazePath.tile(0, row);
        int goal = MazePath.tile(MazePath.SIDE - 1, lastRow);
        int left = SEGMENT * segments.size();
        var tiles = new ArrayList<Tile>();
        for (int tile : MazePath.between(start, goal, random).tiles()) {
            tiles.add(follow(left + MazePath.column(tile), MazePath.row(tile)));
        }
        tiles.add(follow(left + MazePath.SIDE, lastRow));
        segments.add(tiles);
    }

    private Tile follow(int column, int row) {
        var tile = new Tile(column, row, last);
        if (last != null) {
            last.next = tile;
        }
        last = tile;
        return tile;
    }

    /** Writes what changes in an episode. */
    void save(SnapshotWriter to) {
        List<Tile> all = tiles();
        var flags = new byte[all.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = (byte) ((all.get(i).visited ? 1 : 0) + (all.get(i).touched ? 2 : 0));
        }
        to.put(segments.size()).put(flags);
    }

    /** Reads what {@link #save} wrote. */
    void load(SnapshotReader from) {
        int count = from.nextInt();
        byte[] flags = from.nextBytes();
        while (segments.size() < Math.min(count, flags.length)) {
            add();
        }
        List<Tile> all = tiles();
        if (all.size() != flags.length) {
            throw new IllegalArgumentException(
                    "the snapshot is of a path of %d tiles, but this one has %d; it is of another version"
                            .formatted(flags.length, all.size()));
        }
        for (int i = 0; i < flags.length; i++) {
            all.get(i).visited = (flags[i] & 1) != 0;
            all.get(i).touched = (flags[i] & 2) != 0;
        }
    }
}
