package io.engram.reliability;

import io.engram.disk.Faults;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that begins a run, or goes on with it, until it is killed. Its arguments: a folder, the
 * {@link SampleRun}, a {@link Faults.Fault} that ends it in place of an operation on files, and the
 * number of that operation, or {@code NONE} and 0 for a process that somebody else is to kill.
 */
final class TrainUntilKilled {
    static final String NAME = "killed";
    private static final int UPDATES = 2;

    private TrainUntilKilled() {}

    /** Where a process says that it is about to open its run. */
    static Path opening(Path folder) {
        return folder.resolve("opening");
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var fault = Faults.Fault.valueOf(arguments[2]);
        Files.createFile(opening(folder));
        try (var run = SampleRun.valueOf(arguments[1]).open(folder, NAME)) {
            if (fault == Faults.Fault.NONE) {
                run.train(Integer.MAX_VALUE);
            } else {
                Faults.at(folder, fault, Integer.parseInt(arguments[3]));
                run.train((int) run.state().update() + UPDATES);
            }
        }
    }
}
