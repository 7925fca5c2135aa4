package io.engram.environment;

import java.util.Map;

/** Reads statistics that were saved. */
final class SavedStatistics {
    private SavedStatistics() {}

    static double[] array(Map<String, double[]> statistics, String name) {
        double[] values = statistics.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "the saved statistics have no \"%s\": they are of environments that were normalised in another way"
                            .formatted(name));
        }
        return values;
    }

    static double[] array(Map<String, double[]> statistics, String name, int length) {
        double[] values = array(statistics, name);
        if (values.length != length) {
            throw new IllegalArgumentException(
                    "the saved \"%s\" must have %d numbers, but has %d"
                            .formatted(name, length, values.length));
        }
        return values;
    }

    static RunningMoments moments(
            Map<String, double[]> statistics, String count, String mean, String squares) {
        var moments =
                new RunningMoments(
                        array(statistics, count, 1)[0],
                        array(statistics, mean),
                        array(statistics, squares));
        if (!moments.isLegal()) {
            throw new IllegalArgumentException(
                    "the saved \"%s\", \"%s\" and \"%s\" must be finite and fit each other"
                            .formatted(count, mean, squares));
        }
        return moments;
    }
}
