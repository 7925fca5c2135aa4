package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.MetricHistory;
import io.engram.disk.Disk;
import io.engram.sweep.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an executor saves of its run comes back, wherever it was killed. */
class RunReplicaTest {
    private static final String RUN = "run";
    private static final int STAGES = 4;
    private static final List<String> SCHEMES = List.of("dying", "removing", "s3a");

    /**
     * In each file system the process is killed before every third change, so that together they
     * are all; with {@code -Dengram.faults=1} before each.
     */
    private static final int STEP = Integer.getInteger("engram.faults", SCHEMES.size());

    @TempDir private Path folder;

    @AfterEach
    void live() {
        DyingFileSystem.CHANGES_LEFT.set(Integer.MAX_VALUE);
    }

    /** The folders of a run after each of some saves. */
    private List<Path> stages() throws IOException {
        var stages = new ArrayList<Path>();
        Path live = folder.resolve("live");
        try (var run =
                SmallSweep.recall(new Setting(1, Map.of("units", 4)), RUN)
                        .checkpoints(live.resolve("checkpoints"))
                        .logs(live.resolve("logs"))
                        .keepCheckpoints(1)
                        .build()) {
            for (int i = 1; i <= STAGES; i++) {
                run.train(2 * i);
                stages.add(folder.resolve("stage-" + i));
                copy(live, stages.get(i - 1));
            }
        }
        return stages;
    }

    private static void copy(Path from, Path to) throws IOException {
        Disk.delete(to);
        try (var all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
    }

    private static RunReplica replica(RemoteFolder output, Path here) {
        return new RunReplica(
                output,
                "sweep",
                RUN,
                here.resolve("checkpoints").resolve(RUN),
                here.resolve("logs").resolve(RUN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dying", "removing", "s3a"})
    void givenAnExecutorThatIsKilledBeforeAnyChange_thenTheRunComesBackFromItsLastCheckpoint(
            String scheme) throws IOException {
        List<Path> stages = stages();
        int[] changes = changes(output(scheme), stages);
        int first = 1 + SCHEMES.indexOf(scheme) % STEP;
        for (int kill = first; kill <= changes[STAGES]; kill += STEP) {
            // The saves in between are like the last one.
            if (kill > changes[1] && kill <= changes[STAGES - 1]) {
                continue;
            }
            RemoteFolder output = output(scheme);
            DyingFileSystem.CHANGES_LEFT.set(kill);
            int saved = saveUntilKilled(output, stages);
            DyingFileSystem.CHANGES_LEFT.set(Integer.MAX_VALUE);

            assertThat(saved).isEqualTo(kill > changes[1] ? STAGES - 1 : 0);
            assertComesBack(output, saved, stages);
        }
    }

    private RemoteFolder output(String scheme) throws IOException {
        Path there = folder.resolve("there");
        Disk.delete(there);
        return RemoteFolder.of(
                scheme + "://" + there.toUri().getPath(), DyingFileSystem.configuration());
    }

    /** How many changes of the file system there have been after each save; 0 before the first. */
    private int[] changes(RemoteFolder output, List<Path> stages) throws IOException {
        var changes = new int[STAGES + 1];
        Path here = folder.resolve("here");
        RunReplica replica = replica(output, here);
        int all = 1_000_000;
        DyingFileSystem.CHANGES_LEFT.set(all);
        for (int i = 1; i <= STAGES; i++) {
            copy(stages.get(i - 1), here);
            replica.save();
            changes[i] = all - DyingFileSystem.CHANGES_LEFT.get();
        }
        return changes;
    }

    /** How many of the saves came to their end. */
    private int saveUntilKilled(RemoteFolder output, List<Path> stages) throws IOException {
        Path here = folder.resolve("here");
        RunReplica replica = replica(output, here);
        for (int i = 0; i < STAGES; i++) {
            copy(stages.get(i), here);
            try {
                replica.save();
            } catch (IOException e) {
                assertThat(e).hasMessage("killed");
                return i;
            }
        }
        return STAGES;
    }

    private void assertComesBack(RemoteFolder output, int saved, List<Path> stages)
            throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Disk.delete(elsewhere);
        RunReplica replica = replica(output, elsewhere);
        long update = replica.restore(true);

        assertThat(update).isBetween(2L * saved, 2L * saved + 2);
        if (update > 0) {
            Path checkpoint = Path.of("checkpoints", RUN, "update-%06d".formatted(update));
            Path stage =
                    stages.stream()
                            .filter(each -> Files.exists(each.resolve(checkpoint)))
                            .findFirst()
                            .orElseThrow();
            // It has the hashes of all other files, which were looked at.
            assertThat(elsewhere.resolve(checkpoint).resolve("manifest.json"))
                    .hasSameBinaryContentAs(stage.resolve(checkpoint).resolve("manifest.json"));
            for (String file : List.of("metrics.csv", "episodes.csv")) {
                assertHasRows(elsewhere, stage, file, update);
            }
        }
    }

    /** There may be more, of what was not saved yet. */
    private static void assertHasRows(Path actual, Path expected, String file, long update)
            throws IOException {
        var made = new ArrayList<>(rows(expected, file));
        made.removeIf(row -> row[0] > update);
        assertThat(made).isNotEmpty();
        assertThat(rows(actual, file)).startsWith(made.toArray(double[][]::new));
    }

    private static List<double[]> rows(Path folder, String file) throws IOException {
        return MetricHistory.ofCsv(
                        Files.readString(folder.resolve("logs").resolve(RUN).resolve(file)))
                .rows();
    }

    @Test
    void givenACheckpointThatIsDamagedThere_thenAnOlderOneComesBack_andItIsRemoved()
            throws IOException {
        List<Path> stages = stages();
        RemoteFolder output =
                RemoteFolder.of(folder.resolve("there").toUri().toString(), new Configuration());
        RunReplica replica = replica(output, folder.resolve("here"));
        for (Path stage : stages) {
            copy(stage, folder.resolve("here"));
            replica.save();
        }
        Path run = folder.resolve("there/checkpoints/sweep").resolve(RUN);
        Files.writeString(run.resolve("update-000008/parameters.safetensors"), "damaged");

        long update = replica(output, folder.resolve("elsewhere")).restore(true);

        // The best one may be newer than the last but one.
        assertThat(update).isBetween(6L, 7L);
        assertThat(run.resolve("update-000008")).doesNotExist();
    }

    @Test
    void givenManySaves_thenOldCheckpointsGo_butNotTheBest() throws IOException {
        RemoteFolder output =
                RemoteFolder.of(folder.resolve("there").toUri().toString(), new Configuration());
        Path here = folder.resolve("here");
        RunReplica replica = replica(output, here);
        try (var run =
                SmallSweep.recall(new Setting(1, Map.of("units", 4)), RUN)
                        .checkpoints(here.resolve("checkpoints"))
                        .logs(here.resolve("logs"))
                        .keepCheckpoints(1)
                        .build()) {
            for (int i = 1; i <= 12; i++) {
                run.train(i);
                replica.save();
            }
        }

        var store = new CheckpointStore(folder.resolve("there/checkpoints/sweep").resolve(RUN));
        assertThat(store.list()).hasSizeBetween(5, 6);
        assertThat(store.newest().orElseThrow()).endsWithRaw(Path.of("update-000012"));
        assertThat(CheckpointStore.load(store.folder().resolve("best")).state().update())
                .isEqualTo(
                        CheckpointStore.load(here.resolve("checkpoints/run/best"))
                                .state()
                                .update());
    }
}
