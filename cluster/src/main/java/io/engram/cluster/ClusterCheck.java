package io.engram.cluster;

import io.engram.engine.Kernels;
import io.engram.matrix.Products;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** Looks whether runs can be trained on a cluster, before an hour of training finds out. */
final class ClusterCheck {
    static final String NO_VECTORS =
            "the executor on %s does not lend its vector instructions, so its runs would be slower and have other bits than elsewhere; set spark.executor.extraJavaOptions to '--add-modules "
                    + Products.MODULE
                    + "' before the session begins, as SparkSweep.session(…) does";

    private static final System.Logger LOG = System.getLogger(ClusterCheck.class.getName());
    private static final String SPECULATION = "spark.speculation";

    private ClusterCheck() {}

    /** Is asked on an executor. */
    private static final class Question implements Function<Integer, String> {
        private static final long serialVersionUID = 1;

        private final RunTask.Output output;
        private final String file;
        private final boolean needsVectors;

        Question(RunTask.Output output, String file, boolean needsVectors) {
            this.output = output;
            this.file = file;
            this.needsVectors = needsVectors;
        }

        /** What is wrong, or empty. */
        @Override
        public String call(Integer nothing) throws IOException {
            String host = RunTask.host();
            if (needsVectors && !Products.hasVectors()) {
                return NO_VECTORS.formatted(host);
            }
            if (!output.folder().has(file)) {
                return "the executor on %s does not see the files that were written to %s; give output(…) a folder that all machines share, such as one of HDFS or S3A"
                        .formatted(host, output.folder());
            }
            try {
                Kernels.ofThisProcess();
                return "";
            } catch (IllegalStateException e) {
                return "on the executor %s (%s %s) %s"
                        .formatted(
                                host,
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                e.getMessage());
            }
        }
    }

    /**
     * Asks the executors that there are.
     *
     * @throws IllegalStateException if something is wrong
     */
    static void require(JavaSparkContext spark, RunTask.Output output) throws IOException {
        if (spark.getConf().getBoolean(SPECULATION, false)) {
            throw new IllegalStateException(
                    SPECULATION
                            + " must be false for sweeps, but is true: a slow run would be trained twice at once, in one folder");
        }
        if (spark.isLocal() && !Products.hasVectors()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "this JVM does not lend its vector instructions, so runs are slower and have other bits than elsewhere; start it with --add-modules "
                            + Products.MODULE);
        }
        String file = ".seen-" + UUID.randomUUID();
        RemoteFolder folder = output.folder();
        folder.write(file, new byte[0]);
        try {
            int count = Math.max(1, spark.defaultParallelism());
            List<Integer> several = IntStream.range(0, count).boxed().toList();
            spark
                    .parallelize(several, count)
                    .map(new Question(output, file, !spark.isLocal()))
                    .collect()
                    .stream()
                    .filter(answer -> !answer.isEmpty())
                    .findFirst()
                    .ifPresent(
                            answer -> {
                                throw new IllegalStateException(answer);
                            });
        } finally {
            folder.delete(file);
        }
    }
}
