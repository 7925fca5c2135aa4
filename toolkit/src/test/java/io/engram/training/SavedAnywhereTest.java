package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.disk.Faults;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.Policy;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint that a user saves where they like. */
class SavedAnywhereTest {
    @TempDir Path folder;
    private TrainingRun run;
    private Path kept;

    @BeforeEach
    void train() {
        run = Runs.recall(folder, "made").build();
        run.train(1);
        kept = folder.resolve("kept/before-the-change");
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void givenASavedCheckpoint_thenItIsAPolicyAndARunGoesOnFromIt() {
        assertThat(run.save(kept)).isEqualTo(kept);
        run.train(3);

        var policy = Policy.load(kept);
        assertThat(policy.updates()).isEqualTo(1);
        try (var other =
                TrainingRun.resuming(kept)
                        .environments(VectorEnvironment.of(8, Recall::new))
                        .checkpoints(folder.resolve("other/checkpoints"))
                        .logs(folder.resolve("other/logs"))
                        .build()) {
            other.train(3);
            Bits.assertSame(other.state(), run.state());
        }
        assertThat(new CheckpointStore(run.checkpoints()).list()).hasSizeGreaterThan(1);
    }

    @Test
    void givenAnOlderCheckpointOrAnEmptyFolder_thenItIsReplaced() throws IOException {
        Files.createDirectories(kept);
        run.save(kept);
        run.train(2);
        run.save(kept);

        assertThat(Policy.load(kept).updates()).isEqualTo(2);
        try (var there = Files.list(kept.getParent())) {
            assertThat(there).containsExactly(kept);
        }
    }

    private List<String> contents() throws IOException {
        var contents = new ArrayList<String>();
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.sorted().toList()) {
                contents.add(
                        Files.isRegularFile(entry)
                                ? entry + " " + Files.readAllBytes(entry).length
                                : entry.toString());
            }
        }
        return contents;
    }

    private void assertRefused(Path place, String why) throws IOException {
        List<String> before = contents();
        assertThatThrownBy(() -> run.save(place))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("cannot save a checkpoint as " + place)
                .hasMessageContaining(why)
                .hasMessageContaining("choose a");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void givenSomethingElseInItsPlace_thenItIsRefusedAndStays() throws IOException {
        Path file = Files.writeString(folder.resolve("thesis.txt"), "chapter one");
        assertRefused(file, "is there and no folder");

        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(photos.resolve("sea.jpg"), "blue");
        assertRefused(photos, "is there and no checkpoint");

        Path extension = Files.createDirectory(folder.resolve("extension"));
        Files.writeString(extension.resolve("manifest.json"), "{\"name\": \"blocker\"}");
        assertRefused(extension, "is there and no checkpoint");

        run.save(kept);
        Files.writeString(kept.resolve("why.txt"), "it was the best");
        assertRefused(kept, "holds more than a checkpoint, for example why.txt");
    }

    @Test
    void givenTheFolderOfARun_thenItIsRefused() throws IOException {
        run.save();
        assertRefused(run.checkpoints(), "lies in the run's own folder");
        assertRefused(run.checkpoints().resolve("update-000009"), "the run's own folder");
        try (var other = Runs.recall(folder, "other").build()) {
            other.train(1);
            assertRefused(
                    other.checkpoints().resolve("update-000001"), "lies in the folder of a run");
        }
    }

    @Test
    void givenADiskThatFailsAtAnyMoment_thenTheOldOneOrTheNewOneIsThere() {
        try (var other = Runs.recall(folder, "other").build()) {
            other.train(2);
            other.save(kept);
            int operations;
            try (var faults = Faults.count(folder)) {
                run.save(kept);
                operations = faults.seen().size();
            }
            assertThat(operations).isGreaterThan(20);
            for (int number = 1; number <= operations; number++) {
                // Each replaces what the other saved.
                TrainingRun next = number % 2 == 0 ? run : other;
                Throwable failure;
                try (var faults = Faults.at(folder, Faults.Fault.TORN_WRITE, number)) {
                    failure = catchThrowable(() -> next.save(kept));
                    assertThat(faults.seen()).isNotEmpty();
                }
                assertThat(Policy.load(kept).updates())
                        .as("operation %d, %s", number, failure)
                        .isBetween(1L, 2L);
                next.save(kept);
                assertThat(Policy.load(kept).updates()).isEqualTo(next.state().update());
            }
        }
    }

    @Test
    void givenACheckpointThatIsReplacedWhileItIsRead_thenOneOfThemIsReadWhole() {
        run.save(kept);
        var writing =
                CompletableFuture.runAsync(
                        () -> {
                            for (int update = 2; update <= 40; update++) {
                                run.train(update);
                                run.save(kept);
                            }
                        });
        int reads = 0;
        while (!writing.isDone()) {
            assertThat(CheckpointStore.load(kept).state().update()).isBetween(1L, 40L);
            reads++;
        }
        writing.join();
        assertThat(reads).isGreaterThan(10);
    }
}
