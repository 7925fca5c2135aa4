package io.engram.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The file of results: one row for each finished run, added when it finishes. */
final class TrialFile {
    private final Path file;
    private final List<Trial> trials = new ArrayList<>();

    /**
     * Reads a file, if it is there.
     *
     * @throws IllegalArgumentException if it is there, but not a file of results
     */
    TrialFile(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                read(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A row that a kill cut off in the middle is run again. */
    private void read(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        if (!lines.get(0).equals(Trial.HEADER)) {
            throw new IllegalArgumentException(
                    "%s is no file of results: its first line must be %s"
                            .formatted(file, Trial.HEADER));
        }
        int columns = Trial.HEADER.split(",").length;
        for (String line : lines.subList(1, lines.size())) {
            if (line.split(",", -1).length == columns) {
                trials.add(Trial.ofCsv(line));
            }
        }
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }

    boolean holds(Trial.Key key) {
        return trials.stream().anyMatch(each -> each.key().equals(key));
    }

    synchronized void add(Trial trial) {
        trials.add(trial);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    before() + trial.toCsv() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** What the file lacks before another row: the header, or the end of a row that was cut off. */
    private String before() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return Trial.HEADER + "\n";
        }
        return Files.readString(file).endsWith("\n") ? "" : "\n";
    }

    /**
     * Refuses seeds that a result cannot be reported on, or chosen by.
     *
     * @throws IllegalArgumentException if a seed belongs to the other purpose, or an earlier
     *     configuration of the task was reported on it, so that this one may have been chosen by
     *     what it showed
     */
    void requireUnspoilt(
            Trial.Purpose purpose, String task, String configuration, List<Long> seeds) {
        for (long seed : seeds) {
            if (!purpose.owns(seed)) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                purpose == Trial.Purpose.REPORT
                                        ? "seed %d is for tuning, and what was tuned on it cannot be reported on it; report on seeds from %d"
                                        : "seed %d is for reporting, and a configuration tuned on it could never be reported on it; tune on seeds below %d",
                                seed,
                                Trial.Purpose.FIRST_REPORTING_SEED));
            }
            if (purpose == Trial.Purpose.REPORT) {
                requireNotReportedBefore(task, configuration, seed);
            }
        }
    }

    private void requireNotReportedBefore(String task, String configuration, long seed) {
        for (Trial trial : trials) {
            if (trial.purpose() == Trial.Purpose.REPORT
                    && trial.task().equals(task)
                    && trial.seed() == seed
                    && !trial.configuration().equals(configuration)) {
                throw new IllegalArgumentException(
                        "seed %d has shown how configuration %s of %s does, so the present one, %s, may have been tuned on it; take seeds that %s does not have, or name another file with --out"
                                .formatted(seed, trial.configuration(), task, configuration, file));
            }
        }
    }
}
