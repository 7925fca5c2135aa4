package io.engram.cluster;

import io.engram.settings.PlainYaml;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepBuilder;
import io.engram.sweep.SweepRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Trains the sweep that a file tells, for {@code spark-submit}: its arguments are the file, see
 * {@link Sweep#read}, and the URL of the output, see {@link SparkSweep#output}. The file may have a
 * URL of Hadoop's file systems, too, and so has its base then.
 */
public final class SweepApplication {
    private static final int WRONG_USE = 2;

    private SweepApplication() {}

    /**
     * Trains the sweep. The process ends with 1 if a run failed, and with 2 if nothing could be
     * trained.
     *
     * @param arguments the file and the output
     */
    public static void main(String... arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int code = run(out, arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(PrintWriter out, String... arguments) {
        if (arguments.length != 2) {
            out.println("usage: spark-submit … cluster.jar SWEEP.yaml OUTPUT");
            return WRONG_USE;
        }
        try {
            SweepBuilder sweep = read(arguments[0]);
            try (SparkSession spark = SparkSweep.session("engram sweep " + sweep.name())) {
                SweepResults results = SparkSweep.on(spark).output(arguments[1]).run(sweep);
                out.println(results);
                out.println("as Parquet: " + results.parquet());
                boolean isAnyFailed =
                        results.sweep().runs().stream()
                                .anyMatch(each -> each.state() == SweepRun.State.FAILED);
                return isAnyFailed ? 1 : 0;
            }
        } catch (IOException | RuntimeException e) {
            out.println("the sweep was not trained: " + e.getMessage());
            return WRONG_USE;
        }
    }

    private static SweepBuilder read(String file) throws IOException {
        var path = new org.apache.hadoop.fs.Path(file);
        if (path.toUri().getScheme() == null) {
            return Sweep.read(Path.of(file));
        }
        RemoteFolder folder = RemoteFolder.of(path.getParent().toString(), new Configuration());
        Path here = Files.createTempDirectory("engram-sweep-");
        Path copy = here.resolve(path.getName());
        folder.download(path.getName(), copy);
        Optional<Object> base = Optional.ofNullable(PlainYaml.read(copy).get("base"));
        if (base.isPresent() && base.get() instanceof String name) {
            folder.download(name, here.resolve(name));
        }
        return Sweep.read(copy);
    }
}
