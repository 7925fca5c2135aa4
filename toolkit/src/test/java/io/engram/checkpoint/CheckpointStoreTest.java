package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
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
            run.train(1);
            STATES.add(run.state());
            run.train(2);
            STATES.add(run.state());
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

    private static AbstractThrowableAssert<?, ? extends Throwable> assertUnreadable(Path path) {
        return assertThatThrownBy(() -> CheckpointStore.load(path))
                .isInstanceOf(CheckpointException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void givenACheckpoint_thenItIsReadBackEqual(int update) {
        Path saved = save(update);

        Checkpoint read = CheckpointStore.load(store.folder());

        assertThat(read.folder()).isEqualTo(saved);
        assertThat(read.description()).isEqualTo(description);
        Bits.assertSame(read.state(), STATES.get(update));
        assertThat(read.state().trainingSeconds()).isEqualTo(STATES.get(update).trainingSeconds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.json",
                "state.json",
                "metrics.csv",
                "parameters.safetensors",
                "optimizer.safetensors",
                "memory.safetensors"
            })
    void givenADamagedFile_thenItIsNamedWithAnIntactCheckpoint(String name) throws IOException {
        Path intact = save(1);
        Path damaged = save(2);
        Path file = damaged.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        String intactOne = ". An intact checkpoint is " + intact;

        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        assertUnreadable(store.folder())
                .hasMessage(
                        "cannot read %s: it has %d bytes, but the manifest says %d%s",
                        file, bytes.length - 1, bytes.length, intactOne);

        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertUnreadable(store.folder())
                .hasMessage(
                        "cannot read %s: its content was changed since it was written%s",
                        file, intactOne);

        Files.delete(file);
        assertUnreadable(damaged).hasMessage("cannot read %s: it is missing%s", file, intactOne);
        assertThat(CheckpointStore.load(intact).state().update()).isEqualTo(1);
    }

    @Test
    void givenNoIntactCheckpoint_thenNoneIsOffered() throws IOException {
        Path only = save(1);
        Files.delete(only.resolve("state.json"));

        assertUnreadable(only)
                .hasMessage("cannot read %s: it is missing", only.resolve("state.json"));
    }

    @Test
    void givenAFolderWithoutCheckpoints_thenItIsSaid() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("notes.txt"), "foreign");

        assertUnreadable(empty).hasMessageContaining("there is no checkpoint in " + empty);
        assertUnreadable(folder).hasMessageContaining("there is no checkpoint in " + folder);
        assertUnreadable(folder.resolve("absent")).hasMessageContaining("there is no checkpoint");
    }

    @Test
    void givenAForeignOrNewerManifest_thenItIsSaid() throws IOException {
        Path checkpoint = save(1);
        Path manifest = checkpoint.resolve("manifest.json");
        String text = Files.readString(manifest);

        Files.writeString(manifest, text.replace("\"format\" : 1", "\"format\" : 2"));
        assertUnreadable(checkpoint)
                .hasMessageContaining(manifest.toString())
                .hasMessageContaining("newer Engram (format 2, this one reads up to 1)");
        Files.writeString(manifest, "{\"name\": \"somebody else's\"}");
        assertUnreadable(checkpoint).hasMessageContaining("not a manifest of Engram");
        Files.writeString(manifest, "{");
        assertUnreadable(checkpoint).hasMessageContaining("it is not JSON");
        Files.writeString(manifest, "");
        assertUnreadable(checkpoint).hasMessageContaining("manifest");
    }

    @Test
    void givenManyCheckpoints_thenTheOldestGoAndLatestMoves() throws IOException {
        for (int update = 0; update < 3; update++) {
            Path saved = store.save(description, STATES.get(update), Optional.empty(), 2);
            assertThat(Files.readString(store.folder().resolve("latest")).trim())
                    .isEqualTo(saved.getFileName().toString());
            assertThat(store.newest()).contains(saved);
        }

        assertThat(store.list())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("update-000001", "update-000002");
    }

    /** The state after an update with its own policy as the best so far. */
    private static RunState best(int update) {
        return STATES.get(update)
                .withBest(Optional.of(new Judgement(update, 0.5 + update, 100, true)));
    }

    @Test
    void givenABest_thenItIsNamedAndNeverRemoved() throws IOException {
        store.save(description, best(0), Optional.of(best(0)), 1);
        store.save(description, STATES.get(1), Optional.of(best(0)), 1);
        store.save(description, STATES.get(2), Optional.of(best(0)), 1);

        assertThat(store.best()).contains(store.checkpoint(0));
        assertThat(store.list()).containsExactly(store.checkpoint(0), store.checkpoint(2));
        assertThat(Files.readString(store.folder().resolve("best"))).isEqualTo("update-000000\n");

        store.save(description, STATES.get(2), Optional.of(best(1)), 1);
        assertThat(store.list()).containsExactly(store.checkpoint(1), store.checkpoint(2));
        store.clear();
        assertThat(store.folder()).isEmptyDirectory();
    }

    @Test
    void givenAPointerOfARun_thenWhatItNamesIsRead() {
        RunState now = STATES.get(2).withBest(best(1).best());
        store.save(description, now, Optional.of(best(1)), 5);

        Checkpoint best = CheckpointStore.load(store.folder().resolve("best"));
        Checkpoint latest = CheckpointStore.load(store.folder().resolve("latest"));

        Bits.assertSame(best.state(), STATES.get(1));
        assertThat(best.state().judgement()).hasValue(new Judgement(1, 1.5, 100, true));
        Bits.assertSame(latest.state(), STATES.get(2));
        assertThat(latest.state().best()).isEqualTo(best.state().best());
        assertThat(latest.state().judgement()).isEmpty();
    }

    @Test
    void givenACheckpointThatTurnsOutToBeTheBest_thenItTellsSo() {
        save(1);

        store.save(description, STATES.get(2), Optional.of(best(1)), 5);

        assertThat(CheckpointStore.load(store.checkpoint(1)).state().judgement()).isPresent();
    }

    @Test
    void givenFilesFromBeforeTheBestWasKept_thenTheyAreRead() {
        RunState state = STATES.get(2).withBest(Optional.empty());
        var files = CheckpointFiles.encode(description, state);
        String run = new String(files.get("run.json"), StandardCharsets.UTF_8);
        String old = run.replaceFirst(",\\s*\"evaluations\" : null", "");
        assertThat(old).isNotEqualTo(run);
        files.put("run.json", old.getBytes(StandardCharsets.UTF_8));

        Checkpoint read = CheckpointFiles.decode(folder, files);

        assertThat(read.description()).isEqualTo(description);
        assertThat(read.state().best()).isEmpty();
        Bits.assertSame(read.state(), state);
    }

    @Test
    void givenNoBest_thenItIsSaid() throws IOException {
        Path pointer = store.folder().resolve("best");
        assertUnreadable(pointer).hasMessageContaining("there is no checkpoint in " + pointer);

        save(1);
        String message = "the run in " + store.folder() + " has kept no best policy";
        assertUnreadable(pointer).hasMessageStartingWith(message);
        Files.writeString(pointer, "../update-000001");
        assertUnreadable(pointer).hasMessageStartingWith(message);
    }

    @Test
    void givenABestThatCannotBeWritten_thenThePointersStay() throws IOException {
        save(0);
        Path obstacle = Files.createDirectory(store.checkpoint(1));
        Files.writeString(obstacle.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> store.save(description, STATES.get(2), Optional.of(best(1)), 1))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cannot write the checkpoint " + obstacle);
        assertThat(store.newest()).contains(store.checkpoint(0));
        assertThat(store.best()).isEmpty();
    }

    @Test
    void givenNoPointer_thenTheHighestNumberIsTheNewest() throws IOException {
        save(1);
        Path newest = save(2);
        Files.delete(store.folder().resolve("latest"));

        assertThat(store.newest()).contains(newest);
    }

    @Test
    void givenALeftOverOfAKilledSave_thenItDoesNotMatter() throws IOException {
        save(1);
        Path partial = Files.createDirectory(store.folder().resolve(".update-000002.partial"));
        Files.writeString(partial.resolve("run.json"), "{");
        Files.writeString(store.folder().resolve(".latest.partial"), "update-9");

        assertThat(CheckpointStore.load(store.folder()).state().update()).isEqualTo(1);
        save(2);
        assertThat(CheckpointStore.load(store.folder()).state().update()).isEqualTo(2);
        assertThat(partial).doesNotExist();
    }

    @Test
    void givenAFailedWrite_thenEarlierCheckpointsAreAsTheyWere() throws IOException {
        Path earlier = save(1);
        // Neither deleted nor replaced: what is in the way is not a checkpoint.
        Path obstacle = Files.createDirectory(store.folder().resolve("update-000002"));
        Files.writeString(obstacle.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> save(2))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cannot write the checkpoint " + obstacle)
                .hasMessageContaining("The earlier checkpoint " + earlier + " is as it was");
        Bits.assertSame(CheckpointStore.load(store.folder()).state(), STATES.get(1));
        assertThat(store.folder().resolve(".update-000002.partial")).doesNotExist();
    }

    @Test
    void givenADamagedCheckpointOfTheSameUpdate_thenSavingAgainReplacesIt() throws IOException {
        Path saved = save(2);
        Files.write(saved.resolve("parameters.safetensors"), new byte[7]);

        save(2);

        Bits.assertSame(CheckpointStore.load(store.folder()).state(), STATES.get(2));
    }

    @Test
    void givenOtherParametersAtTheSameUpdate_thenSavingReplacesTheCheckpoint() {
        RunState state = STATES.get(2);
        save(2);
        float[] changed = state.learner().parameters().clone();
        changed[0] += 1;
        var learner =
                new io.engram.agent.LearnerState(
                        changed,
                        state.learner().firstMoment(),
                        state.learner().secondMoment(),
                        state.learner().optimizerSteps(),
                        state.learner().actionRandom(),
                        state.learner().shuffleRandom(),
                        state.learner().rewardScale(),
                        state.learner().rnd());
        var other =
                new RunState(
                        state.update(),
                        state.environmentSteps(),
                        state.trainingSeconds(),
                        state.layout(),
                        learner,
                        state.hiddenState(),
                        state.environments(),
                        state.recentEpisodes(),
                        state.metrics(),
                        state.best());

        store.save(description, other, Optional.empty(), 5);

        Bits.assertSame(CheckpointStore.load(store.folder()).state(), other);
    }

    @Test
    void givenDjl_thenItReadsTheSameParameters() throws IOException {
        RunState state = STATES.get(1);
        byte[] bytes = Files.readAllBytes(save(1).resolve("parameters.safetensors"));

        Map<String, float[]> read =
                EngineThread.call(
                        () -> {
                            try (var manager = NDManager.newBaseManager()) {
                                var values = new LinkedHashMap<String, float[]>();
                                NDList.decode(manager, bytes)
                                        .forEach(
                                                array ->
                                                        values.put(
                                                                array.getName(),
                                                                array.toFloatArray()));
                                return values;
                            }
                        });

        assertThat(read).hasSize(state.layout().size());
        for (var entry : state.layout()) {
            int from = (int) entry.offset();
            assertThat(read.get(entry.name()))
                    .isEqualTo(
                            java.util.Arrays.copyOfRange(
                                    state.learner().parameters(),
                                    from,
                                    from + (int) entry.shape().size()));
        }
    }
}
