package io.engram.commands;

import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** What the rows that were reproduced amount to: a line for each test of each. */
final class ResultTable {
    private static final String FILE = "results.csv";
    private static final double SECONDS = 60;

    /** Of a row that nobody has trained yet. */
    private static final String NONE = "not yet";

    /** Of the bootstrap, so that the same runs have the same interval. */
    private static final long SEED = 1;

    private static final String HEADER =
            "row,task,test,said,measure,mean,low,high,episodes,actions,runs,iqm,iqm_low,iqm_high,worst,aim,reached,environment_steps,minutes,at_once,cores,processor";

    private final Path results;

    /**
     * The table of a folder.
     *
     * @param results with a folder for each row
     */
    ResultTable(Path results) {
        this.results = results;
    }

    /** Writes the table of all rows that have numbers. */
    void write(Map<String, ResultRow> rows) {
        var lines = new ArrayList<String>();
        lines.add(HEADER);
        rows.forEach(
                (name, row) -> {
                    if (Files.exists(results.resolve(name).resolve("tests.csv"))) {
                        lines.addAll(lines(name, row));
                    }
                });
        try {
            Files.write(results.resolve(FILE), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + results.resolve(FILE), e);
        }
    }

    /** Each row with the figure of others and that of the policy that ships, if one does. */
    List<List<String>> overview(Map<String, ResultRow> rows) {
        var cells = new ArrayList<List<String>>();
        cells.add(List.of("row", "task", "they say", "the policy that ships"));
        rows.forEach((name, row) -> cells.add(List.of(name, row.task(), said(row), here(name))));
        return cells;
    }

    /** Of the first test: others are beside the row. */
    private String here(String name) {
        Path file = results.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        Table table = read(file);
        Table of = table.where(table.stringColumn("row").isEqualTo(name));
        return of.isEmpty()
                ? NONE
                : String.format(
                        Locale.ROOT,
                        "%.4g (%.4g to %.4g)",
                        numbers(of, "mean")[0],
                        numbers(of, "low")[0],
                        numbers(of, "high")[0]);
    }

    private List<String> lines(String name, ResultRow row) {
        Table tests = read(results.resolve(name).resolve("tests.csv"));
        Table runs = read(results.resolve(name).resolve("runs.csv"));
        return row.allTests().stream().map(test -> line(name, row, test, tests, runs)).toList();
    }

    private static String line(
            String name, ResultRow row, ResultRow.Test test, Table tests, Table runs) {
        Table of =
                tests.where(
                        tests.stringColumn("test")
                                .isEqualTo(test.title())
                                .and(
                                        tests.stringColumn("measure")
                                                .isEqualTo(row.measureOrReturn())));
        Table best = of.where(of.stringColumn("ships").isEqualTo("true"));
        double[] means = numbers(of, "mean");
        Interval interval = Bootstrap.interval(means, Aggregate::iqm, SEED);
        boolean isJudged =
                row.aim() != null && tests.stringColumn("test").get(0).equals(test.title());
        return CsvLine.of(
                name,
                row.task(),
                test.title(),
                said(row),
                row.measureOrReturn(),
                number(best, "mean"),
                number(best, "low"),
                number(best, "high"),
                test.count(),
                test.isSampled() ? "sampled" : "greedy",
                means.length,
                text(Aggregate.iqm(means)),
                text(interval.low()),
                text(interval.high()),
                text(Arrays.stream(means).min().orElseThrow()),
                isJudged ? text(row.aim()) : "",
                isJudged ? Arrays.stream(means).filter(each -> each >= row.aim()).count() : "",
                text(numbers(runs, "environment_steps")[0]),
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        Arrays.stream(numbers(runs, "training_seconds")).sum() / SECONDS),
                runs.stringColumn("at_once").get(0),
                runs.stringColumn("cores").get(0),
                runs.stringColumn("processor").get(0));
    }

    private static String said(ResultRow row) {
        return row.said() == null
                ? ""
                : row.said().stream()
                        .map(each -> "%s (%s)".formatted(text(each.figure()), each.by()))
                        .collect(Collectors.joining("; "));
    }

    private static Table read(Path file) {
        // Every column as text: what a number is, the reader's guess need not decide.
        return Table.read()
                .csv(
                        CsvReadOptions.builder(file.toFile())
                                .columnTypes(any -> tech.tablesaw.api.ColumnType.STRING)
                                .build());
    }

    private static double[] numbers(Table table, String column) {
        return table.stringColumn(column).asList().stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String number(Table table, String column) {
        return text(numbers(table, column)[0]);
    }

    private static String text(double value) {
        return ResultFiles.number(value);
    }
}
