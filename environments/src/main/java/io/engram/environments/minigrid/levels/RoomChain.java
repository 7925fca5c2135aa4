package io.engram.environments.minigrid.levels;

import io.engram.environments.minigrid.Area;
import io.engram.environments.minigrid.Direction;
import io.engram.environments.minigrid.Position;
import io.engram.environments.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;

/** Draws rooms of which each shares a door with the one before. */
final class RoomChain {
    private static final int SMALLEST_ROOM = 4;
    private static final int TRIES = 8;

    private final NumpyRandom random;
    private final int mapSize;
    private final int largestRoom;

    RoomChain(NumpyRandom random, int mapSize, int largestRoom) {
        this.random = random;
        this.mapSize = mapSize;
        this.largestRoom = largestRoom;
    }

    /**
     * A room.
     *
     * @param area its cells with its walls
     * @param entry the cell of the door to the room before; for the first room, its corner
     */
    record Room(Area area, Position entry) {}

    /** Draws chains until one is long enough. */
    List<Room> draw(int count) {
        List<Room> longest = List.of();
        while (longest.size() < count) {
            var chain = new ArrayList<Room>();
            var corner =
                    new Position(random.integers(0, mapSize - 2), random.integers(0, mapSize - 2));
            extend(chain, count, Direction.LEFT, corner);
            if (chain.size() > longest.size()) {
                longest = chain;
            }
        }
        return longest;
    }

    /**
     * Adds a room and, behind it, as many more as find a place. A room that found its place stays,
     * even when no other does behind it.
     */
    private boolean extend(List<Room> chain, int missing, Direction entrySide, Position entry) {
        int width = random.integers(SMALLEST_ROOM, largestRoom + 1);
        int height = random.integers(SMALLEST_ROOM, largestRoom + 1);
        var area =
                chain.isEmpty()
                        ? new Area(entry.x(), entry.y(), width, height)
                        : behind(entrySide, entry, width, height);
        if (!hasPlace(area, chain)) {
            return false;
        }
        chain.add(new Room(area, entry));
        boolean placed = missing == 1;
        for (int i = 0; i < TRIES && !placed; i++) {
            int side = random.integers(0, 3);
            var exitSide = Direction.of(side < entrySide.ordinal() ? side : side + 1);
            placed = extend(chain, missing - 1, exitSide.opposite(), exit(area, exitSide));
        }
        return true;
    }

    /** A room that has the entry in its wall on the given side. */
    private Area behind(Direction side, Position entry, int width, int height) {
        if (side.dx() != 0) {
            int x = side == Direction.RIGHT ? entry.x() - width + 1 : entry.x();
            return new Area(x, random.integers(entry.y() - height + 2, entry.y()), width, height);
        }
        int y = side == Direction.DOWN ? entry.y() - height + 1 : entry.y();
        return new Area(random.integers(entry.x() - width + 2, entry.x()), y, width, height);
    }

    private boolean hasPlace(Area area, List<Room> chain) {
        if (area.x() < 0 || area.y() < 0 || area.right() >= mapSize) {
            return false;
        }
        // The lowest row of the map stays free, unlike the rightmost column.
        if (area.bottom() >= mapSize - 1) {
            return false;
        }
        return chain.stream()
                .limit(Math.max(0, chain.size() - 1))
                .noneMatch(room -> overlap(area, room.area()));
    }

    /** Right of and below another room an area may touch it; left of and above it, it may not. */
    private static boolean overlap(Area area, Area other) {
        return area.right() + 1 >= other.x()
                && other.right() >= area.x()
                && area.bottom() + 1 >= other.y()
                && other.bottom() >= area.y();
    }

    private Position exit(Area area, Direction side) {
        return switch (side) {
            case RIGHT -> new Position(area.right(), drawY(area));
            case DOWN -> new Position(drawX(area), area.bottom());
            case LEFT -> new Position(area.x(), drawY(area));
            case UP -> new Position(drawX(area), area.y());
        };
    }

    private int drawX(Area area) {
        return area.x() + random.integers(1, area.width() - 1);
    }

    private int drawY(Area area) {
        return area.y() + random.integers(1, area.height() - 1);
    }
}
