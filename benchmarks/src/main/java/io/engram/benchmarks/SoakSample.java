package io.engram.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured after a cycle.
 *
 * @param seconds since the soak began
 * @param cycle the number of the cycle, from 1
 * @param task what the cycle was about
 * @param updates how many updates the long run has made
 * @param values each measure; NaN where this machine does not tell
 */
record SoakSample(
        double seconds, int cycle, String task, int updates, Map<SoakMeasure, Double> values) {

    SoakSample {
        values = new EnumMap<>(values);
    }

    static List<String> columns() {
        var columns = new ArrayList<>(List.of("seconds", "cycle", "task", "long_run_updates"));
        for (SoakMeasure measure : SoakMeasure.values()) {
            columns.add(measure.column());
        }
        return columns;
    }

    double value(SoakMeasure measure) {
        return values.getOrDefault(measure, Double.NaN);
    }

    /** The cells of a row; what is not known is an empty one. */
    List<String> cells() {
        var cells = new ArrayList<String>();
        cells.add(String.format(Locale.ROOT, "%.1f", seconds));
        cells.add(Integer.toString(cycle));
        cells.add(task);
        cells.add(Integer.toString(updates));
        for (SoakMeasure measure : SoakMeasure.values()) {
            double value = value(measure);
            cells.add(Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value));
        }
        return cells;
    }
}
