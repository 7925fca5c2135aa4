package io.engram.environments.memorygym;

import java.util.Arrays;
import java.util.List;

/** Where to go next, in the order in which the original draws them. */
enum Command {
    RIGHT(1, 0, 1),
    DOWN(0, 1, 4),
    LEFT(-1, 0, 2),
    UP(0, -1, 3),
    STAY(0, 0, 0),
    RIGHT_DOWN(1, 1, 5),
    RIGHT_UP(1, -1, 6),
    LEFT_DOWN(-1, 1, 7),
    LEFT_UP(-1, -1, 8);

    /** The number of commands. */
    static final int COUNT = 9;

    private static final Command[] ALL = values();

    private final int columns;
    private final int rows;
    private final int code;

    Command(int columns, int rows, int code) {
        this.columns = columns;
        this.rows = rows;
        this.code = code;
    }

    /** The command of a number from 0 to 8. */
    static Command of(int number) {
        return ALL[number];
    }

    /** The numbers of commands, for a snapshot. */
    static int[] numbers(List<Command> commands) {
        return commands.stream().mapToInt(Command::ordinal).toArray();
    }

    /** The commands of numbers that a snapshot holds. */
    static List<Command> of(int[] numbers) {
        if (Arrays.stream(numbers).anyMatch(number -> number < 0 || number >= COUNT)) {
            throw new IllegalArgumentException(
                    "commands are numbers from 0 to %d, but are %s"
                            .formatted(COUNT - 1, Arrays.toString(numbers)));
        }
        return Arrays.stream(numbers).mapToObj(Command::of).toList();
    }

    /** How many tiles to the right. */
    int columns() {
        return columns;
    }

    /** How many tiles down. */
    int rows() {
        return rows;
    }

    /** The place of this command among the nine numbers that tell it to the agent. */
    int code() {
        return code;
    }
}
