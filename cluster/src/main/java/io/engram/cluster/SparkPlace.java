package io.engram.cluster;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.disk.Disk;
import io.engram.sweep.RunOrder;
import io.engram.sweep.RunProgress;
import io.engram.sweep.RunTrainer;
import io.engram.sweep.SweepPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** The executors of Spark, and a folder that all of them see. */
final class SparkPlace implements SweepPlace {
    private static final String FILE = "sweep.json";

    /** Each is a thread that waits; the others are handed over when one is done. */
    private static final int MOST_AT_ONCE = 1_000;

    private final JavaSparkContext spark;
    private final RunTask.Output output;
    private final RemoteFolder folder;
    private final Path copies;
    private final TaskWatch watch = new TaskWatch();
    private final Map<String, RunResult.Attempt> attempts = new ConcurrentHashMap<>();

    /**
     * A place for a sweep.
     *
     * @param url of the folder in which sweeps are kept
     */
    SparkPlace(JavaSparkContext spark, String url, String sweep) throws IOException {
        this.spark = spark;
        Configuration configuration = spark.hadoopConfiguration();
        folder = RemoteFolder.of(url, configuration);
        output =
                new RunTask.Output(
                        folder.toString(),
                        sweep,
                        spark.broadcast(new SerializableConfiguration(configuration)));
        Optional<Path> local = folder.local();
        copies = local.isPresent() ? local.get() : temporary();
    }

    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("engram-sweep-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Disk.deleteQuietly(folder)));
        return folder;
    }

    RunTask.Output output() {
        return output;
    }

    RemoteFolder folder() {
        return folder;
    }

    TaskWatch watch() {
        return watch;
    }

    /** In local mode the runs are trained as a sweep without Spark would train them. */
    boolean needsVectors() {
        return !spark.isLocal();
    }

    void tell(String run, RunResult.Attempt attempt) {
        attempts.put(run, attempt);
    }

    /** Where a run was trained the last time; empty if this sweep has not trained it. */
    Optional<RunResult.Attempt> attempt(String run) {
        return Optional.ofNullable(attempts.get(run));
    }

    @Override
    public Optional<byte[]> read() {
        RemoteFolder there = RunReplica.checkpoints(folder, output.sweep());
        try {
            return there.read(FILE);
        } catch (IOException e) {
            throw new CheckpointException("%s/%s cannot be read: %s".formatted(there, FILE, e), e);
        }
    }

    @Override
    public void write(byte[] content) {
        RemoteFolder there = RunReplica.checkpoints(folder, output.sweep());
        try {
            there.replace(FILE, content);
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s/%s cannot be written: %s".formatted(there, FILE, e), e);
        }
    }

    @Override
    public RunTrainer trainer(RunOrder order) {
        return new SparkTrainer(spark, this, order);
    }

    @Override
    public int atOnce(boolean isHalved) {
        int cores = spark.getConf().getInt("spark.task.cpus", 1);
        return isHalved ? Math.max(1, spark.defaultParallelism() / cores) : MOST_AT_ONCE;
    }

    @Override
    public Path checkpoints() {
        return copies.resolve("checkpoints").resolve(output.sweep());
    }

    @Override
    public Path logs() {
        return copies.resolve("logs").resolve(output.sweep());
    }

    /** A folder on this disk needs no copy. */
    @Override
    public void fetch(String run) {
        if (folder.local().isPresent()) {
            return;
        }
        try {
            copy(run, checkpoints().resolve(run), logs().resolve(run));
        } catch (IOException e) {
            throw new CheckpointException(
                    "the run '%s' cannot be copied from %s: %s".formatted(run, folder, e), e);
        }
    }

    private long copy(String run, Path checkpoints, Path logs) throws IOException {
        Disk.delete(checkpoints);
        Disk.delete(logs);
        return new RunReplica(folder, output.sweep(), run, checkpoints, logs).restore(false);
    }

    /** How far a run has come by what is saved of it. */
    RunProgress saved(String run) {
        try {
            Path elsewhere = Files.createTempDirectory("engram-" + run + "-");
            try {
                Path checkpoints = elsewhere.resolve("checkpoints");
                return copy(run, checkpoints, elsewhere.resolve("logs")) == 0
                        ? RunTask.NONE
                        : RunProgress.of(CheckpointStore.load(checkpoints).state());
            } finally {
                Disk.deleteQuietly(elsewhere);
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "the run '%s' cannot be read from %s: %s".formatted(run, folder, e), e);
        }
    }

    @Override
    public void begin() {
        spark.sc().addSparkListener(watch);
        try {
            ClusterCheck.require(spark, output);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the folder %s cannot be written to: %s; give output(…) another"
                            .formatted(folder, e),
                    e);
        }
    }

    @Override
    public void end() {
        spark.sc().removeSparkListener(watch);
    }

    /** For people to read. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
