package io.engram.training;

import io.engram.fixture.Runs;
import java.nio.file.Path;

/** A process to be killed: it trains in the folder of its argument and never ends. */
final class TrainForever {
    private TrainForever() {}

    public static void main(String[] arguments) {
        try (var run = Runs.recall(Path.of(arguments[0]), "killed").checkpointEvery(1).build()) {
            run.train(Integer.MAX_VALUE);
        }
    }
}
