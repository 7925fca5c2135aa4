package io.engram.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Spark in the process of the tests. */
final class LocalSpark {
    private LocalSpark() {}

    static SparkSession begin() {
        return builder().getOrCreate();
    }

    static SparkSession.Builder builder() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.executor.heartbeatInterval", "1s")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.debug.maxToStringFields", "1000");
    }

    /** A file of a whole run that takes no time. */
    static Path writeRun(Path file) throws IOException {
        return Files.writeString(
                file,
                """
                name: recall
                environment: {id: PocMemory-v0, count: 4}
                network: {gru: 8, hidden: 8}
                updates: 4
                checkpoint_every: 2
                agent: {algorithm: recurrent_ppo, n_steps: 32, seq_len: 8, n_mini_batch: 2, epoch: 2}
                """);
    }
}
