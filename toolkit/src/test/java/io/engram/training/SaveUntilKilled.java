package io.engram.training;

import io.engram.disk.Faults;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that begins a run in the folder of its first argument, or goes on with it, and dies
 * before the operation on files of which the second argument is the number, or torn in the middle
 * of it if there is a third.
 */
final class SaveUntilKilled {
    static final String NAME = "harness";

    private SaveUntilKilled() {}

    /** Keeps one checkpoint, judges its policy every second update. */
    static TrainingRun.Builder run(Path folder, String name) {
        return Runs.recall(folder, name).checkpointEvery(1).keepCheckpoints(1).evaluateEvery(2, 4);
    }

    static Path checkpoints(Path folder) {
        return folder.resolve("checkpoints").resolve(NAME);
    }

    /** The run, resumed if it has a checkpoint. */
    static TrainingRun open(Path folder) {
        return Files.exists(checkpoints(folder).resolve("latest"))
                ? TrainingRun.resume(checkpoints(folder), VectorEnvironment.of(8, Recall::new))
                : run(folder, NAME).replace(true).build();
    }

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        var fault = arguments.length > 2 ? Faults.Fault.TORN_KILL : Faults.Fault.KILL;
        try (var run = open(folder)) {
            Faults.at(folder, fault, Integer.parseInt(arguments[1]));
            run.train((int) run.state().update() + 2);
        }
    }
}
