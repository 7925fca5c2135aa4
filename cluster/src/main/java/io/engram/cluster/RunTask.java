package io.engram.cluster;

import io.engram.disk.Disk;
import io.engram.matrix.Products;
import io.engram.sweep.RunOrder;
import io.engram.sweep.RunProgress;
import io.engram.sweep.RunTrainer;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Trains one run on an executor: brings what was saved of it to the executor's disk, goes on from
 * there, and brings what is new to where others see it.
 */
final class RunTask implements Function<Integer, byte[]> {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(RunTask.class.getName());
    static final RunProgress NONE =
            new RunProgress(0, OptionalDouble.empty(), OptionalDouble.empty(), 0);

    private final RunOrder order;
    private final int target;
    private final Output output;
    private final ProgressAccumulator progress;
    private final boolean needsVectors;

    /**
     * Where runs are kept.
     *
     * @param url of the folder
     * @param sweep the name of the sweep
     * @param configuration how to reach it
     */
    record Output(String url, String sweep, Broadcast<SerializableConfiguration> configuration)
            implements Serializable {
        RemoteFolder folder() throws IOException {
            return RemoteFolder.of(url, configuration.value().value());
        }
    }

    RunTask(
            RunOrder order,
            int target,
            Output output,
            ProgressAccumulator progress,
            boolean needsVectors) {
        this.order = order;
        this.target = target;
        this.output = output;
        this.progress = progress;
        this.needsVectors = needsVectors;
    }

    /**
     * Trains the run. What is wrong with the run itself is a result, since trying again would not
     * help; what is wrong with disks and the network is thrown, and Spark tries again.
     */
    @Override
    public byte[] call(Integer nothing) throws IOException {
        TaskContext context = TaskContext.get();
        var attempt =
                new RunResult.Attempt(
                        host(), SparkEnv.get().executorId(), context.attemptNumber(), 0);
        if (needsVectors && !Products.hasVectors()) {
            return new RunResult(NONE, ClusterCheck.NO_VECTORS.formatted(attempt.host()), attempt)
                    .toBytes();
        }
        Path scratch = scratch();
        try {
            RunResult result = train(scratch, attempt);
            if (Thread.interrupted()) {
                throw new TaskKilledException("the sweep was stopped");
            }
            return result.toBytes();
        } finally {
            Disk.deleteQuietly(scratch);
        }
    }

    /** The name of this machine, as far as it knows it. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    /** A folder that the cluster removes with the executor's own, should this process be killed. */
    private Path scratch() throws IOException {
        String prefix = "engram-" + order.name() + "-";
        Path own = Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize();
        return Files.isWritable(own)
                ? Files.createTempDirectory(own, prefix)
                : Files.createTempDirectory(prefix);
    }

    private RunResult train(Path scratch, RunResult.Attempt begun) throws IOException {
        Path checkpoints = scratch.resolve("checkpoints");
        Path logs = scratch.resolve("logs");
        var replica =
                new RunReplica(
                        output.folder(),
                        output.sweep(),
                        order.name(),
                        checkpoints.resolve(order.name()),
                        logs.resolve(order.name()));
        long from = replica.restore(true);
        LOG.log(
                System.Logger.Level.INFO,
                "the run '%s' goes on after update %d, attempt %d"
                        .formatted(order.name(), from, begun.number()));
        var attempt = new RunResult.Attempt(begun.host(), begun.executor(), begun.number(), from);
        RunProgress last = NONE;
        String failure = "";
        var uploads = new Uploads(order.name(), replica);
        try {
            var watched = new Watched(progress);
            watched.trainer = order.trainer(checkpoints, logs, watched);
            last = watched.trainer.train(target);
        } catch (RuntimeException e) {
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
        } finally {
            uploads.close();
        }
        // What is to be saved now must not be interrupted any more.
        boolean isInterrupted = Thread.interrupted();
        replica.save();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return new RunResult(last, failure, attempt);
    }

    /** Is called after each update. */
    private static final class Watched implements Runnable {
        private final ProgressAccumulator progress;
        private RunTrainer trainer;

        Watched(ProgressAccumulator progress) {
            this.progress = progress;
        }

        @Override
        public void run() {
            trainer.now().map(RunResult::numbers).ifPresent(progress::add);
        }
    }
}
