package io.engram.environments.minigrid;

import java.util.ArrayList;
import java.util.List;

/** A map and what is carried as whole numbers, for a snapshot: a box, then what is inside. */
final class ObjectNumbers {
    private static final int BOX = new Box(Colour.RED).typeNumber();

    private final int[] numbers;
    private int next;

    private ObjectNumbers(int[] numbers) {
        this.numbers = numbers;
    }

    static int[] of(Grid grid, WorldObject carried) {
        var numbers = new ArrayList<Integer>();
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                add(grid.at(x, y), numbers);
            }
        }
        add(carried, numbers);
        return numbers.stream().mapToInt(each -> each).toArray();
    }

    private static void add(WorldObject object, List<Integer> numbers) {
        numbers.add(CellCode.looks(CellCode.of(object)));
        if (object instanceof Box box) {
            add(box.contents(), numbers);
        }
    }

    /** Puts everything in its place, and returns what is carried. */
    static WorldObject fill(Grid grid, int[] numbers) {
        var reading = new ObjectNumbers(numbers);
        for (int y = 0; y < grid.height(); y++) {
            for (int x = 0; x < grid.width(); x++) {
                grid.set(x, y, reading.next());
            }
        }
        WorldObject carried = reading.next();
        if (reading.next < numbers.length) {
            throw wrong();
        }
        return carried;
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "the snapshot holds another map than this level has; it is of another level");
    }

    private WorldObject next() {
        if (next == numbers.length) {
            throw wrong();
        }
        int code = numbers[next++];
        if (CellCode.colour(code) >= Colour.values().length) {
            throw wrong();
        }
        Colour colour = Colour.values()[CellCode.colour(code)];
        return CellCode.type(code) == BOX ? new Box(colour, next()) : plain(code, colour);
    }

    private static WorldObject plain(int code, Colour colour) {
        return switch (CellCode.type(code)) {
            case 1 -> WorldObject.EMPTY;
            case 2 -> new Wall(colour);
            case 3 -> new Floor(colour);
            case 4 -> new Door(colour, state(code));
            case 5 -> new Key(colour);
            case 6 -> new Ball(colour);
            case 8 -> new Goal(colour);
            case 9 -> new Lava();
            default -> throw wrong();
        };
    }

    private static Door.State state(int code) {
        if (CellCode.state(code) >= Door.State.values().length) {
            throw wrong();
        }
        return Door.State.values()[CellCode.state(code)];
    }
}
