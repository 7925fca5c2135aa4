package io.engram.commands;

import io.engram.sweep.Sweep;
import io.engram.sweep.SweepRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains, tests and films a result that ships. */
@Command(
        name = "reproduce",
        description = {
            "Trains a row of the results from its seeds, tests the best policies, and films the best.",
            "Ctrl-C saves and ends; the same command goes on. Without ROW it lists the rows."
        },
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final String THREADS = "engram.threads";
    private static final String RESULTS = "results";

    private final Places places;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "ROW",
            arity = "0..1",
            description = "a row of results/results.yaml, such as pendulum-masked")
    private @Nullable String name;

    @Option(names = "--minutes", description = "stop after so many minutes, to go on later")
    private @Nullable Double minutes;

    @Option(
            names = "--at-once",
            description = "how many runs are trained at the same time; as many as there are cores")
    private @Nullable Integer atOnce;

    @Option(
            names = "--ship",
            description = "for maintainers: put policy, film and numbers into the project")
    private boolean ship;

    ReproduceCommand(Places places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        Map<String, ResultRow> rows =
                ResultRow.read(places.project().resolve(RESULTS).resolve("results.yaml"));
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            list(rows, out);
            return OK;
        }
        if (!rows.containsKey(name)) {
            throw new CommandException(
                    "there is no row '%s'; the rows are %s"
                            .formatted(name, String.join(", ", rows.keySet())));
        }
        reproduce(rows, out);
        return OK;
    }

    private void list(Map<String, ResultRow> rows, PrintWriter out) {
        var table = new ResultTable(places.project().resolve(RESULTS));
        TextTable.print(table.overview(rows), out);
        out.println();
        out.println("./lab reproduce ROW trains, tests and films one of them anew.");
        out.flush();
    }

    private void reproduce(Map<String, ResultRow> rows, PrintWriter out) {
        ResultRow row = rows.get(name);
        int cores = Runtime.getRuntime().availableProcessors();
        int together = atOnce == null ? Math.min(cores, row.seeds().size()) : atOnce;
        // Runs beside each other need no help from one another's threads. The bits are the same.
        if (together >= cores && System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, "1");
        }
        Path target = ship ? places.project() : places.home();
        var reproduction = new Reproduction(name, row, places, target, together, out);
        List<Sweep> sweeps = reproduction.sweeps();
        train(sweeps);
        sweeps.forEach(sweep -> sweep.runs().forEach(run -> out.println(line(run))));
        out.flush();
        if (sweeps.stream().allMatch(Reproduction::isDone)) {
            reproduction.test(sweeps);
            new ResultTable(target.resolve(RESULTS)).write(rows);
        } else {
            out.printf("it goes on with ./lab reproduce %s%n", name);
            out.flush();
        }
    }

    private void train(List<Sweep> sweeps) {
        if (minutes == null) {
            trainInTurn(sweeps);
            return;
        }
        if (!(minutes > 0)) {
            throw new CommandException("--minutes must be more than 0, but is " + minutes);
        }
        Thread trainer = Thread.currentThread();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.schedule(trainer::interrupt, (long) (minutes * 60_000), TimeUnit.MILLISECONDS);
            trainInTurn(sweeps);
        } finally {
            clock.shutdownNow();
            // The clock's interrupt has done its work.
            Thread.interrupted();
        }
    }

    /** Each begins with what the one before has learned. */
    private static void trainInTurn(List<Sweep> sweeps) {
        for (Sweep sweep : sweeps) {
            if (!Reproduction.isDone(sweep)) {
                sweep.run();
                if (!Reproduction.isDone(sweep)) {
                    return;
                }
            }
        }
    }

    private static String line(SweepRun run) {
        return String.format(
                Locale.ROOT,
                "%s: %s, update %d of %d%s%s",
                run.name(),
                run.state(),
                run.update(),
                run.updates(),
                run.score().isPresent()
                        ? String.format(Locale.ROOT, ", best %.4g", run.score().getAsDouble())
                        : "",
                run.note().isEmpty() ? "" : ": " + run.note());
    }
}
