package io.engram.environments.minigrid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rooms of one size in rows and columns; neighbours share a wall. Where a door between two of them
 * can be is drawn first; then doors, openings and objects are added.
 *
 * <p>The level must be {@code span(roomSize, columns)} wide and {@code span(roomSize, rows)} high.
 * The agent starts in the middle, facing right, unless it is placed anew.
 *
 * <pre>{@code
 * var rooms = new RoomGrid(level, 5, 2, 3);     // 2 rows, 3 columns
 * rooms.addDoor(0, 0, Direction.RIGHT, new Door(Colour.RED, Door.State.LOCKED));
 * rooms.place(0, 0, new Key(Colour.RED));
 * rooms.connectAll();
 * }</pre>
 */
public final class RoomGrid {
    private static final int TRIES = 1001;
    private static final int MOST_DRAWS = 5001;

    private final Level level;
    private final int roomSize;
    private final int rows;
    private final int columns;
    private final List<Room> rooms = new ArrayList<>();

    /** A room and, for each direction, where a door can be and whether there is a way. */
    private static final class Room {
        final Area area;
        final Position[] doors = new Position[4];
        final boolean[] ways = new boolean[4];
        boolean locked;

        Room(Area area) {
            this.area = area;
        }
    }

    /**
     * Builds the rooms into a level, and draws where doors can be.
     *
     * @param level the level
     * @param roomSize the number of cells along a room with its walls, at least 3
     * @param rows the number of rows of rooms
     * @param columns the number of columns of rooms
     */
    public RoomGrid(Level level, int roomSize, int rows, int columns) {
        this.level = level;
        this.roomSize = roomSize;
        this.rows = rows;
        this.columns = columns;
        int step = roomSize - 1;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                var area = new Area(column * step, row * step, roomSize, roomSize);
                rooms.add(new Room(area));
                level.grid().wallAround(area);
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                drawDoors(column, row);
            }
        }
        int middle = roomSize / 2;
        level.putAgent(columns / 2 * step + middle, rows / 2 * step + middle, Direction.RIGHT);
    }

    /**
     * The number of cells along a line of rooms, to know the size of the level.
     *
     * @param roomSize the number of cells along a room with its walls
     * @param count the number of rooms
     * @return the number of cells
     */
    public static int span(int roomSize, int count) {
        return (roomSize - 1) * count + 1;
    }

    private void drawDoors(int column, int row) {
        var room = room(column, row);
        var area = room.area;
        if (column < columns - 1) {
            int y = level.random().integers(area.y() + 1, area.bottom());
            shareDoor(room, column, row, Direction.RIGHT, new Position(area.right(), y));
        }
        if (row < rows - 1) {
            int x = level.random().integers(area.x() + 1, area.right());
            shareDoor(room, column, row, Direction.DOWN, new Position(x, area.bottom()));
        }
    }

    private void shareDoor(Room room, int column, int row, Direction side, Position position) {
        room.doors[side.ordinal()] = position;
        neighbour(column, row, side).doors[side.opposite().ordinal()] = position;
    }

    private Room room(int column, int row) {
        if (!exists(column, row)) {
            throw new IllegalArgumentException(
                    "there is no room (%d, %d) among %d columns and %d rows"
                            .formatted(column, row, columns, rows));
        }
        return rooms.get(row * columns + column);
    }

    private boolean exists(int column, int row) {
        return column >= 0 && column < columns && row >= 0 && row < rows;
    }

    private Room neighbour(int column, int row, Direction side) {
        return room(column + side.dx(), row + side.dy());
    }

    /**
     * Where a room is.
     *
     * @param column the room's column, 0 at the left
     * @param row the room's row, 0 at the top
     * @return its cells with its walls
     * @throws IllegalArgumentException if there is no such room
     */
    public Area area(int column, int row) {
        return room(column, row).area;
    }

    /**
     * Opens the whole wall between two rooms.
     *
     * @param column the column of one room
     * @param row the row of that room
     * @param side where the other room is
     * @throws IllegalArgumentException if a room does not exist or there is a way already
     */
    public void removeWall(int column, int row, Direction side) {
        var area = connect(column, row, side).area;
        for (int i = 1; i < roomSize - 1; i++) {
            int x = area.x() + (side.dx() == 0 ? i : side.dx() > 0 ? roomSize - 1 : 0);
            int y = area.y() + (side.dy() == 0 ? i : side.dy() > 0 ? roomSize - 1 : 0);
            level.grid().set(x, y, WorldObject.EMPTY);
        }
    }

    /**
     * Adds a door between two rooms. A locked one locks the first of the rooms, which then gets no
     * other door by {@link #connectAll()}.
     *
     * @param column the column of one room
     * @param row the row of that room
     * @param side where the other room is
     * @param door the door
     * @throws IllegalArgumentException if a room does not exist or there is a way already
     */
    public void addDoor(int column, int row, Direction side, Door door) {
        var room = connect(column, row, side);
        room.locked = door.state() == Door.State.LOCKED;
        var position = room.doors[side.ordinal()];
        level.grid().set(position.x(), position.y(), door);
    }

    private Room connect(int column, int row, Direction side) {
        var room = room(column, row);
        var other = neighbour(column, row, side);
        if (room.ways[side.ordinal()]) {
            throw new IllegalArgumentException(
                    "room (%d, %d) has a way %s already"
                            .formatted(column, row, side.name().toLowerCase(Locale.ROOT)));
        }
        room.ways[side.ordinal()] = true;
        other.ways[side.opposite().ordinal()] = true;
        return room;
    }

    /**
     * Puts an object into a random empty cell of a room, at least two steps from the agent.
     *
     * @param column the room's column
     * @param row the room's row
     * @param object the object
     * @return its cell
     * @throws IllegalArgumentException if there is no such room
     * @throws IllegalStateException if no free cell was found in 1001 draws
     */
    public Position place(int column, int row, WorldObject object) {
        return level.place(
                object,
                area(column, row),
                position -> position.distance(level.agent()) >= 2,
                TRIES);
    }

    /**
     * Starts the agent in a random empty cell of a room, in a random direction, not right in front
     * of an object.
     *
     * @param column the room's column
     * @param row the room's row
     * @throws IllegalArgumentException if there is no such room
     * @throws IllegalStateException if no free cell was found in 1001 draws
     */
    public void placeAgent(int column, int row) {
        WorldObject ahead;
        do {
            level.placeAgent(area(column, row), TRIES);
            ahead =
                    level.grid()
                            .at(
                                    level.agent().x() + level.direction().dx(),
                                    level.agent().y() + level.direction().dy());
        } while (!(ahead instanceof Empty || ahead instanceof Wall));
    }

    /**
     * Adds doors of random colours between random rooms until there is a way from the agent's room
     * to every other, locked doors counted as ways.
     *
     * @throws IllegalStateException if that did not succeed in 5001 draws
     */
    public void connectAll() {
        for (int i = 0; i < MOST_DRAWS; i++) {
            if (allReached()) {
                return;
            }
            int column = level.random().integers(0, columns);
            int row = level.random().integers(0, rows);
            var side = Direction.of(level.random().integers(0, 4));
            var room = room(column, row);
            boolean possible = room.doors[side.ordinal()] != null && !room.ways[side.ordinal()];
            if (possible && !room.locked && !neighbour(column, row, side).locked) {
                addDoor(column, row, side, new Door(level.randomColour()));
            }
        }
        throw new IllegalStateException("not every room could be connected; lock fewer rooms");
    }

    private boolean allReached() {
        int first =
                level.agent().y() / (roomSize - 1) * columns + level.agent().x() / (roomSize - 1);
        var reached = new boolean[rooms.size()];
        var open = new ArrayDeque<Integer>(List.of(first));
        reached[first] = true;
        int count = 1;
        while (!open.isEmpty()) {
            int index = open.pop();
            for (var side : Direction.values()) {
                int next = index + side.dy() * columns + side.dx();
                if (rooms.get(index).ways[side.ordinal()] && !reached[next]) {
                    reached[next] = true;
                    open.push(next);
                    count++;
                }
            }
        }
        return count == rooms.size();
    }
}
