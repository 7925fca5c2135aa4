package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.disk.Faults;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the way of a save, breaks it off, or damages what it wrote. */
class BrokenSaveTest {
    @TempDir static Path runs;
    private static RunDescription description;
    private static final List<RunState> STATES = new ArrayList<>();

    @TempDir Path folder;
    private CheckpointStore store;

    @BeforeAll
    static void trainOnce() {
        STATES.clear();
        try (var run = Runs.recall(runs, "once").build()) {
            STATES.add(run.state());
            for (int update = 1; update <= 2; update++) {
                run.train(update);
                STATES.add(run.state());
            }
            description = run.description();
        }
    }

    @BeforeEach
    void open() {
        store = new CheckpointStore(folder.resolve("run"));
    }

    private Path save(int update) {
        return store.save(description, STATES.get(update), Optional.empty(), 5);
    }

    private static RunState best(int update, double meanReturn) {
        return STATES.get(update)
                .withBest(Optional.of(new Judgement(update, meanReturn, 100, true)));
    }

    @Test
    void givenAFolderWithoutAManifestInTheWay_thenItIsToBeMovedAway() throws IOException {
        Path obstacle = Files.createDirectories(store.checkpoint(2));
        Files.writeString(obstacle.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> save(2))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(obstacle + ": it is there, but is no checkpoint")
                .hasMessageContaining("move away what is in the way")
                .hasMessageNotContaining("space");
        assertThat(obstacle.resolve("notes.txt")).exists();
    }

    @Test
    void givenAFolderNamedLatest_thenItIsToBeMovedAway() throws IOException {
        Path obstacle = Files.createDirectories(store.folder().resolve("latest"));
        Files.writeString(obstacle.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> save(2))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(obstacle + ": a folder is where a file must be")
                .hasMessageContaining("move away what is in the way")
                .hasMessageNotContaining("space");
        assertThatThrownBy(store::clear).hasMessageContaining("move away what is in the way");
        assertThat(obstacle.resolve("notes.txt")).exists();
        assertThat(CheckpointStore.load(store.folder()).state().update()).isEqualTo(2);
    }

    @Test
    void givenEmptyAndHiddenFoldersOfAKilledProcess_thenTheNextSaveCleansThem() throws IOException {
        save(1);
        Path empty = Files.createDirectory(store.checkpoint(0));
        Path gone = Files.createDirectory(store.folder().resolve(".update-000009.gone"));
        Files.writeString(gone.resolve("run.json"), "{");
        Path partial = Files.createDirectory(store.folder().resolve(".update-000008.partial"));

        save(2);

        assertThat(empty).doesNotExist();
        assertThat(gone).doesNotExist();
        assertThat(partial).doesNotExist();
        assertThat(store.list()).containsExactly(store.checkpoint(1), store.checkpoint(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RENAME .update-000001.partial",
                "RENAME .update-000001.old",
                "DELETE .update-000001.gone/run.json"
            })
    void givenARewriteOfTheBestThatBreaksOff_thenTheBestIsStillThere(String where) {
        store.save(description, STATES.get(2), Optional.of(best(1, 1.5)), 1);
        RunState judgedAgain = best(1, 2);
        try (var faults = Faults.first(folder, Faults.Fault.INPUT_OUTPUT_ERROR, in("run", where))) {
            assertThatCode(
                            () ->
                                    store.save(
                                            description,
                                            STATES.get(2),
                                            Optional.of(judgedAgain),
                                            1))
                    .satisfiesAnyOf(
                            e -> assertThat(e).isNull(),
                            e -> assertThat(e).isInstanceOf(CheckpointException.class));
            assertThat(faults.seen()).hasSize(1);
        }

        Checkpoint best = CheckpointStore.load(store.folder().resolve("best"));
        Bits.assertSame(best.state(), STATES.get(1));
        Bits.assertSame(CheckpointStore.load(store.checkpoint(1)).state(), STATES.get(1));
        store.save(description, STATES.get(2), Optional.of(judgedAgain), 1);
        assertThat(store.best()).contains(store.checkpoint(1));
        assertThat(CheckpointStore.load(store.checkpoint(1)).state().judgement())
                .isEqualTo(judgedAgain.best());
        assertThat(store.list()).containsExactly(store.checkpoint(1), store.checkpoint(2));
        assertThat(store.folder().toFile().list())
                .containsExactlyInAnyOrder("latest", "best", "update-000001", "update-000002");
    }

    private static Predicate<String> in(String run, String operation) {
        String[] words = operation.split(" ");
        return (words[0] + " " + run + "/" + words[1])::equals;
    }

    @Test
    void givenAStateThatWouldNotBeReadBack_thenItIsToldWhileTheEarlierOneStays() {
        Path earlier = save(1);
        // Half a pair of surrogates, which UTF-8 cannot hold.
        var columns = new ArrayList<>(STATES.get(2).metrics().columns());
        columns.set(1, "\ud800");
        RunState state =
                STATES.get(2)
                        .withMetrics(new MetricHistory(columns, STATES.get(2).metrics().rows()));

        assertThatThrownBy(() -> store.save(description, state, Optional.empty(), 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("it would not be read back")
                .hasMessageContaining("metrics.csv: the name of a metric has half a pair")
                .hasMessageContaining("The earlier checkpoint " + earlier + " is as it was")
                .hasMessageNotContaining("space");
        assertThat(store.list()).containsExactly(earlier);
    }

    @Test
    void givenADiskThatChangesABit_thenTheCheckpointDoesNotCount() {
        Path earlier = save(1);
        String damaged = "SYNC .update-000002.partial/state.json";
        try (var faults = Faults.first(folder, Faults.Fault.CHANGED_BIT, in("run", damaged))) {
            assertThatThrownBy(() -> save(2))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("it would not be read back")
                    .hasMessageContaining("state.json: its content was changed")
                    .hasMessageContaining("The earlier checkpoint " + earlier + " is as it was");
            assertThat(faults.seen()).hasSize(1);
        }
        assertThat(store.list()).containsExactly(earlier);
        assertThat(store.newest()).contains(earlier);
    }
}
