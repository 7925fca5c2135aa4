package io.engram.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A process that trains a sweep, or goes on with it, until it is killed. Its arguments: a folder,
 * and the name of a run and the update after which that run makes a file and waits for the kill,
 * while others are trained.
 */
final class SweepUntilKilled {
    static final int UPDATES = 24;

    private SweepUntilKilled() {}

    /** Where a process says that it waits. */
    static Path waiting(Path folder) {
        return folder.resolve("waiting");
    }

    static Sweep sweep(Path folder, SweepBase base) {
        return SmallSweep.of(folder, base).updates(UPDATES).build();
    }

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int last = Integer.parseInt(arguments[2]);
        SweepBase base =
                (setting, name) ->
                        SmallSweep.recall(setting, name)
                                .onUpdate(
                                        row -> {
                                            if (name.equals(arguments[1]) && row.update() == last) {
                                                waitForever(folder);
                                            }
                                        });
        sweep(folder, base).run();
    }

    private static void waitForever(Path folder) {
        try {
            Files.createFile(waiting(folder));
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a run of a sweep", e);
        }
    }
}
