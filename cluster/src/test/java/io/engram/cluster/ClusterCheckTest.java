package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep cannot be trained on is refused before it begins. */
class ClusterCheckTest {
    @TempDir private Path folder;

    @Test
    void givenACopyOfEverySlowTask_thenItIsRefused() throws Exception {
        try (SparkSession spark =
                LocalSpark.builder().config("spark.speculation", "true").getOrCreate()) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    SparkSweep.on(spark)
                                            .output(folder.toString())
                                            .run(SmallSweep.of(SmallSweep::recall)))
                    .withMessageStartingWith("spark.speculation must be false for sweeps");
        }
    }

    @Test
    void givenAnOutputThatCannotBeWritten_thenItIsASentence() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (SparkSession spark = LocalSpark.begin()) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () ->
                                    SparkSweep.on(spark)
                                            .output(file.toString())
                                            .run(SmallSweep.of(SmallSweep::recall)))
                    .withMessageContaining("cannot be written to")
                    .withMessageContaining("give output(…) another");
        }
    }

    @Test
    void givenASession_thenItsExecutorsLendTheirVectors_andWhatIsSetStays() throws Exception {
        System.setProperty("spark.executor.extraJavaOptions", "-Dmine=1");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        try (SparkSession spark = SparkSweep.session("mine")) {
            var settings = spark.sparkContext().getConf();
            assertThat(settings.get("spark.executor.extraJavaOptions"))
                    .endsWith("-Dmine=1 --add-modules jdk.incubator.vector");
            assertThat(settings.get("spark.master")).isEqualTo("local[*]");
        } finally {
            for (String each :
                    new String[] {
                        "executor.extraJavaOptions",
                        "ui.enabled",
                        "driver.host",
                        "driver.bindAddress"
                    }) {
                System.clearProperty("spark." + each);
            }
        }
    }
}
