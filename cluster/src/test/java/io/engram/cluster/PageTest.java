package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of docs/sweeps.md that the notebooks' kernel cannot run, since it has no Spark. */
class PageTest {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- elsewhere -->\n+```java\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    @Test
    void givenThePageOfSweeps_thenWhatItShowsOfAClusterRuns_butForItsTwoPaths() throws Exception {
        Path base = LocalSpark.writeRun(folder.resolve("recall.yaml"));
        Path output = folder.resolve("sweeps");
        String shown = block();
        assertThat(shown).contains("hdfs://namenode/sweeps", "configs/recall.yaml");
        String code =
                shown.replace("hdfs://namenode/sweeps", output.toUri().toString())
                        .replace("configs/recall.yaml", base.toString());
        LocalSpark.begin();

        run(code);

        assertThat(output.resolve("results/lr/runs.parquet")).isDirectory();
        assertThat(SparkSession.getActiveSession().isDefined()).isFalse();
    }

    private static String block() throws IOException {
        var block = BLOCK.matcher(Files.readString(Path.of("../docs/sweeps.md")));
        assertThat(block.find()).isTrue();
        String code = block.group(1);
        assertThat(block.find()).isFalse();
        return code;
    }

    private void run(String code) throws Exception {
        Path source =
                Files.writeString(
                        folder.resolve("Page.java"),
                        """
                        import io.engram.cluster.*;
                        import io.engram.sweep.*;
                        import java.nio.file.*;
                        import org.apache.spark.sql.*;

                        public class Page {
                            public static void run() throws Exception {
                        %s
                            }
                        }
                        """
                                .formatted(code));
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        int wrong =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, source.toString());
        assertThat(wrong).isZero();
        try (var classes =
                new URLClassLoader(List.of(folder.toUri().toURL()).toArray(java.net.URL[]::new))) {
            classes.loadClass("Page").getMethod("run").invoke(null);
        }
    }
}
