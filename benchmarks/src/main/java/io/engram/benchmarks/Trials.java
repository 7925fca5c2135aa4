package io.engram.benchmarks;

import io.engram.benchmarks.Trial.Key;
import io.engram.matrix.Products;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws many runs of a task honestly: over seeds that were not tuned on, and over the kernels of
 * several processors.
 *
 * <pre>{@code
 * java … io.engram.benchmarks.Trials tune cartpole-v1-masked --seeds 1-8 --set gamma=0.99
 * java … io.engram.benchmarks.Trials report cartpole-v1-masked --seeds 1001-1020 --kernels native,avx,sse4
 * }</pre>
 *
 * <p>Each run is a process of its own, as many at once as there are cores. A finished run is a row
 * of the file of results ({@code --out}, by default below {@code target/trials}), and is not run
 * again: a command that was stopped goes on when it is given again. Tuning is for seeds below 1,000
 * and reporting for those from 1,000; seeds that an earlier configuration was reported on are
 * refused. {@code --set} sets a parameter otherwise, by its name in YAML.
 */
public final class Trials {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERROR = System.err;
    private static final String THREADS = "engram.threads";

    private final TrialOptions options;
    private final TrialFile file;
    private final AtomicInteger done = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();
    private int planned;

    private Trials(TrialOptions options) {
        this.options = options;
        file = new TrialFile(options.out());
    }

    /**
     * Runs what is missing, then prints what it amounts to.
     *
     * @param arguments see above
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        Trials trials;
        try {
            trials = new Trials(TrialOptions.parse(arguments));
            trials.check();
        } catch (IllegalArgumentException e) {
            ERROR.println(e.getMessage());
            System.exit(2);
            return;
        }
        trials.runAll();
        trials.summarize();
        if (!trials.failures.isEmpty()) {
            trials.failures.forEach(ERROR::println);
            System.exit(1);
        }
    }

    private void check() {
        for (Task task : options.tasks()) {
            file.requireUnspoilt(
                    options.purpose(), task.label(), fingerprint(task), options.seeds());
        }
    }

    private String fingerprint(Task task) {
        return TrialRun.fingerprint(task, options.changes());
    }

    private void runAll() throws InterruptedException {
        int most = options.threads().stream().mapToInt(Integer::intValue).max().orElse(1);
        int jobs =
                options.jobs() > 0
                        ? options.jobs()
                        : Math.max(1, Runtime.getRuntime().availableProcessors() / most);
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        for (Task task : options.tasks()) {
            String configuration = fingerprint(task);
            for (long seed : options.seeds()) {
                for (Kernels kernels : options.kernels()) {
                    for (int threads : options.threads()) {
                        var key = new Key(task.label(), configuration, seed, kernels, threads);
                        if (!file.holds(key)) {
                            planned++;
                            pool.execute(() -> run(task, key));
                        }
                    }
                }
            }
        }
        pool.shutdown();
        pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    private void run(Task task, Key key) {
        String what =
                "%s seed %d, %s kernels, %d thread(s)"
                        .formatted(key.task(), key.seed(), key.kernels().label(), key.threads());
        try {
            Optional<Trial> trial = train(task, key);
            trial.ifPresent(file::add);
            say(what, trial);
        } catch (IOException e) {
            fail(what, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Trial> train(Task task, Key key) throws IOException, InterruptedException {
        String name =
                "%s-%d-%s-%d-%s"
                        .formatted(
                                key.task(),
                                key.seed(),
                                key.kernels().label(),
                                key.threads(),
                                key.configuration());
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx2g",
                                "--add-modules",
                                Products.MODULE,
                                "-Djava.awt.headless=true",
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                                "-D%s=%d".formatted(THREADS, key.threads()),
                                "-cp",
                                System.getProperty("java.class.path"),
                                TrialRun.class.getName(),
                                key.task(),
                                Long.toString(key.seed()),
                                name));
        options.changes().forEach((parameter, value) -> command.add(parameter + "=" + value));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(key.kernels().variables());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        int status = process.waitFor();
        Optional<String[]> result =
                output.lines()
                        .filter(line -> line.startsWith("result "))
                        .map(line -> line.split(" "))
                        .findFirst();
        if (status != 0 || result.isEmpty()) {
            fail(name, output);
            return Optional.empty();
        }
        String[] cells = result.get();
        double score = Double.parseDouble(cells[1]);
        return Optional.of(
                new Trial(
                        key.task(),
                        options.purpose(),
                        key.configuration(),
                        key.seed(),
                        key.kernels(),
                        key.threads(),
                        score,
                        task.goal().isMetBy(score),
                        Long.parseLong(cells[2]),
                        Double.parseDouble(cells[3]),
                        cells[4],
                        processor()));
    }

    private synchronized void fail(String what, String why) {
        failures.add("failed: " + what + "\n" + why);
    }

    private synchronized void say(String what, Optional<Trial> trial) {
        OUT.println(
                String.format(
                        Locale.ROOT,
                        "%d of %d: %s: %s",
                        done.incrementAndGet(),
                        planned,
                        what,
                        trial.map(
                                        each ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%.4g%s, %.0f s",
                                                        each.score(),
                                                        each.solved() ? "" : " (missed)",
                                                        each.seconds()))
                                .orElse("failed")));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim().replace(',', ';'))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private void summarize() {
        for (Task task : options.tasks()) {
            String configuration = fingerprint(task);
            List<Trial> some =
                    file.trials().stream()
                            .filter(each -> each.task().equals(task.label()))
                            .filter(each -> each.configuration().equals(configuration))
                            .filter(each -> each.purpose() == options.purpose())
                            .toList();
            if (!some.isEmpty()) {
                new TrialSummary(task.goal(), some).lines().forEach(OUT::println);
            }
        }
    }
}
