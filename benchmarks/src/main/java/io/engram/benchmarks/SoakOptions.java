package io.engram.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line of {@link Soak} asks for.
 *
 * @param minutes how long
 * @param out the folder of what comes out
 * @param tasks what the cycles are about, in turns
 */
record SoakOptions(int minutes, Path out, List<SoakTask> tasks) {
    private static final int MOST_MINUTES = 10_000;

    static SoakOptions parse(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        String minutes = given.remove("--minutes");
        String out = given.remove("--out");
        String tasks = given.remove("--tasks");
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "the options are --minutes, --out and --tasks, not " + given.keySet());
        }
        return new SoakOptions(
                minutes == null ? 120 : minutes(minutes),
                Path.of(out == null ? "target/soak" : out),
                tasks == null ? SoakTask.ALL : SoakTask.named(tasks));
    }

    private static int minutes(String text) {
        if (!text.matches("\\d{1,5}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > MOST_MINUTES) {
            throw new IllegalArgumentException(
                    "--minutes must be 1 to %,d, but is '%s'".formatted(MOST_MINUTES, text));
        }
        return Integer.parseInt(text);
    }
}
