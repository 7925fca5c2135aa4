package io.engram.benchmarks;

import io.engram.benchmarks.Trial.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What the command line of {@link Trials} asks for.
 *
 * @param purpose tune or report
 * @param tasks the tasks
 * @param seeds the seeds of each
 * @param kernels the kernels of each
 * @param threads the numbers of threads of each
 * @param changes parameters to be set otherwise, by their names in YAML; only for tuning
 * @param jobs how many runs at once; 0: as many as fit the cores
 * @param out the file of results
 */
record TrialOptions(
        Purpose purpose,
        List<Task> tasks,
        List<Long> seeds,
        List<Kernels> kernels,
        List<Integer> threads,
        Map<String, String> changes,
        int jobs,
        Path out) {

    static TrialOptions parse(String... arguments) {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("tell what to do: tune or report, then tasks");
        }
        Purpose purpose =
                Arrays.stream(Purpose.values())
                        .filter(each -> each.label().equals(arguments[0]))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the first word must be tune or report, but is '%s'"
                                                        .formatted(arguments[0])));
        var tasks = new ArrayList<Task>();
        int next = 1;
        while (next < arguments.length && !arguments[next].startsWith("--")) {
            tasks.add(Task.named(arguments[next++]));
        }
        var given = new LinkedHashMap<String, String>();
        var changes = new LinkedHashMap<String, String>();
        for (; next < arguments.length; next += 2) {
            String value = value(arguments, next);
            if (arguments[next].equals("--set")) {
                String[] parts = value.split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException(
                            "--set must be name=value, such as gamma=0.99, but is " + value);
                }
                changes.put(parts[0], parts[1]);
            } else {
                given.put(arguments[next], value);
            }
        }
        if (purpose == Purpose.REPORT && !changes.isEmpty()) {
            throw new IllegalArgumentException(
                    "--set is for tuning; what is reported on is the configuration as it stands in Task");
        }
        var options =
                new TrialOptions(
                        purpose,
                        List.copyOf(tasks),
                        range(
                                take(
                                        given,
                                        "--seeds",
                                        purpose == Purpose.TUNE ? "1-5" : "1001-1020")),
                        list(take(given, "--kernels", "native")).map(Kernels::named).toList(),
                        list(take(given, "--threads", "1")).map(TrialOptions::threads).toList(),
                        changes,
                        number("--jobs", take(given, "--jobs", "0"), 0),
                        Path.of(
                                take(
                                        given,
                                        "--out",
                                        "target/trials/%s.csv".formatted(purpose.label()))));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "the options are --seeds, --kernels, --threads, --set, --jobs and --out, not %s"
                            .formatted(given.keySet()));
        }
        return options;
    }

    private static String value(String[] arguments, int at) {
        if (at + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[at] + " needs a value");
        }
        return arguments[at + 1];
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }

    private static java.util.stream.Stream<String> list(String text) {
        return Arrays.stream(text.split(","));
    }

    private static int threads(String text) {
        return number("--threads", text, 1);
    }

    private static int number(String name, String text, int least) {
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException(
                    "%s must be numbers of at least %d, but is '%s'".formatted(name, least, text));
        }
        return Integer.parseInt(text);
    }

    /** {@code 7}, or {@code 1-20}, or several of these with commas in between. */
    private static List<Long> range(String text) {
        return list(text)
                .flatMapToLong(
                        part -> {
                            if (!part.matches("\\d{1,9}(-\\d{1,9})?")) {
                                throw new IllegalArgumentException(
                                        "--seeds must be such as 1001-1020 or 3,5,7, but is '%s'"
                                                .formatted(text));
                            }
                            String[] ends = part.split("-");
                            return LongStream.rangeClosed(
                                    Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
                        })
                .boxed()
                .toList();
    }
}
