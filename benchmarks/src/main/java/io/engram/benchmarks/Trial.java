package io.engram.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * One run of a task and what came of it: a row of the file of results.
 *
 * @param task the task
 * @param purpose whether it was run to choose a configuration or to report on one
 * @param configuration the {@link Task#fingerprint} of what was run
 * @param seed the run's seed
 * @param kernels the kernels that the run was held to
 * @param threads the threads of an update
 * @param score what {@link Goal#score} said
 * @param solved whether the goal was met
 * @param environmentSteps the steps that were taken
 * @param seconds how long the training took, other runs beside it
 * @param parameters the beginning of the SHA-256 of the final parameters
 * @param processor the processor's name
 */
record Trial(
        String task,
        Purpose purpose,
        String configuration,
        long seed,
        Kernels kernels,
        int threads,
        double score,
        boolean solved,
        long environmentSteps,
        double seconds,
        String parameters,
        String processor) {
    static final String HEADER =
            "task,purpose,configuration,seed,kernels,threads,score,solved,environment_steps,seconds,parameters,processor";

    /** Why a trial is run; each purpose has seeds of its own. */
    enum Purpose {
        /** To choose a configuration, on seeds below 1,000. */
        TUNE,
        /** To report on a configuration that stands, on seeds from 1,000. */
        REPORT;

        static final long FIRST_REPORTING_SEED = 1_000;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean owns(long seed) {
            return (seed >= FIRST_REPORTING_SEED) == (this == REPORT);
        }
    }

    /** Which run it is, whatever came of it. */
    record Key(String task, String configuration, long seed, Kernels kernels, int threads) {}

    Key key() {
        return new Key(task, configuration, seed, kernels, threads);
    }

    String toCsv() {
        return String.join(
                ",",
                List.of(
                        task,
                        purpose.label(),
                        configuration,
                        Long.toString(seed),
                        kernels.label(),
                        Integer.toString(threads),
                        Double.toString(score),
                        Boolean.toString(solved),
                        Long.toString(environmentSteps),
                        String.format(Locale.ROOT, "%.1f", seconds),
                        parameters,
                        processor));
    }

    /**
     * A trial of a row.
     *
     * @throws IllegalArgumentException if the row is not one of {@link #toCsv}
     */
    static Trial ofCsv(String row) {
        String[] cells = row.split(",", -1);
        if (cells.length != HEADER.split(",").length) {
            throw new IllegalArgumentException("a trial has the cells " + HEADER + ", not " + row);
        }
        return new Trial(
                cells[0],
                Purpose.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                cells[2],
                Long.parseLong(cells[3]),
                Kernels.named(cells[4]),
                Integer.parseInt(cells[5]),
                Double.parseDouble(cells[6]),
                Boolean.parseBoolean(cells[7]),
                Long.parseLong(cells[8]),
                Double.parseDouble(cells[9]),
                cells[10],
                cells[11]);
    }
}
