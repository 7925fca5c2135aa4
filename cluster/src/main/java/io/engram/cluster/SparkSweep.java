package io.engram.cluster;

import io.engram.matrix.Products;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link Sweep} on Apache Spark: one task for each run.
 *
 * <pre>{@code
 * try (SparkSession spark = SparkSweep.session("lr")) {
 *     SweepResults results = SparkSweep.on(spark)
 *             .output("hdfs://namenode/sweeps")
 *             .run(Sweep.builder("lr").base(Path.of("configs/cartpole-masked.yaml"))
 *                     .grid("learningRate", 1e-3, 3e-4)
 *                     .seeds(1, 2, 3, 4, 5));
 *     results.runs().show();            // a Dataset
 *     results.sweep().best();           // whatever a sweep can
 * }
 * }</pre>
 *
 * <p>What a run saves is brought from the executor's disk to the output, by Hadoop's file system. A
 * run whose executor dies goes on on another one from there, to the same bits; so does the same
 * sweep after the driver was killed. In the output are {@code checkpoints} and {@code logs}, as a
 * sweep on one machine has them, and {@code results} as Parquet.
 */
public final class SparkSweep {
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
    private static final String MASTER = "spark.master";
    private static final String LOG_LEVEL = "spark.log.level";

    private final SparkSession session;
    private @Nullable String output;

    private SparkSweep(SparkSession session) {
        this.session = session;
    }

    /**
     * A session whose executors lend their vector instructions. What is set by {@code spark-submit}
     * or by system properties holds; the master is {@code local[*]} unless set: this process.
     *
     * @param name how the application is called
     * @return a new session, or the one that this process has
     */
    public static SparkSession session(String name) {
        var settings = new SparkConf();
        settings.setIfMissing(MASTER, "local[*]");
        settings.setIfMissing(LOG_LEVEL, "WARN");
        // A row of metrics has more columns than Spark likes to name, and warns of.
        settings.setIfMissing("spark.sql.debug.maxToStringFields", "1000");
        String options = settings.get(EXECUTOR_OPTIONS, "");
        if (!options.contains(Products.MODULE)) {
            settings.set(EXECUTOR_OPTIONS, (options + " --add-modules " + Products.MODULE).strip());
        }
        return SparkSession.builder().config(settings).appName(name).getOrCreate();
    }

    /**
     * Sweeps in a session of Spark.
     *
     * @param session of any master; its executors must have been started with {@code --add-modules
     *     jdk.incubator.vector}, as {@link #session} does it
     * @return sweeps that are kept in the folder {@code .}, if that is on this machine
     */
    public static SparkSweep on(SparkSession session) {
        return new SparkSweep(Objects.requireNonNull(session, "session"));
    }

    /**
     * Where sweeps are kept.
     *
     * @param url a folder of any file system that Hadoop knows, such as {@code
     *     hdfs://namenode/sweeps}, {@code s3a://bucket/sweeps} or {@code file:///mnt/shared}, which
     *     every executor sees. Without a scheme it lies in the default file system. {@code .}
     *     unless set, with the master {@code local} only
     * @return this
     */
    public SparkSweep output(String url) {
        output = Objects.requireNonNull(url, "url");
        return this;
    }

    /**
     * Trains what is not trained yet, and shows how it goes. An interrupt stops all runs, which are
     * saved; calling it again goes on.
     *
     * @param sweep what is to be trained. All that it may say counts; {@link SweepBuilder#atOnce}
     *     is how many runs Spark is given at once, as many as there are unless set. Code that
     *     begins runs must be on the executors' class path
     * @return what came of it
     * @throws IllegalStateException if there is no output, or executors cannot train
     * @throws io.engram.checkpoint.CheckpointException if the output cannot be read or written
     */
    public SweepResults run(SweepBuilder sweep) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        if (output == null && !spark.isLocal()) {
            throw new IllegalStateException(
                    "a sweep on the cluster %s needs output(…): a folder that all machines share, such as one of HDFS or S3A"
                            .formatted(spark.master()));
        }
        String url = output == null ? "file:" + Path.of("").toAbsolutePath() : output;
        try {
            var place = new SparkPlace(spark, url, sweep.name());
            Sweep trained = sweep.place(place).build().run();
            var results = new SweepResults(session, place, trained);
            if (!Thread.currentThread().isInterrupted()) {
                results.write();
            }
            return results;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the output %s cannot be reached: %s; give output(…) a folder of a file system that Spark's Hadoop knows"
                            .formatted(url, e.getMessage()),
                    e);
        }
    }
}
