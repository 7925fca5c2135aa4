package io.engram.statistics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads statistics that were saved, by name. */
public final class SavedStatistics {
    private SavedStatistics() {}

    /**
     * New statistics with what was measured before, elsewhere.
     *
     * @param fresh statistics that have seen nothing
     * @param saved what was saved elsewhere
     * @param own the name of the array that stays as it is in the new ones, since it has one number
     *     for each environment
     * @return the arrays of the new statistics, each as it was saved if it is there in that length
     */
    public static Map<String, double[]> takenOver(
            Map<String, double[]> fresh, Map<String, double[]> saved, String own) {
        var taken = new LinkedHashMap<>(fresh);
        taken.replaceAll(
                (name, values) -> {
                    double[] before = saved.get(name);
                    boolean fits = before != null && before.length == values.length;
                    return fits && !name.equals(own) ? before.clone() : values;
                });
        return taken;
    }

    /**
     * An array.
     *
     * @param statistics what was saved
     * @param name the name
     * @return the array
     * @throws IllegalArgumentException if there is none of this name
     */
    public static double[] array(Map<String, double[]> statistics, String name) {
        double[] values = statistics.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "the saved statistics have no \"%s\": they are of environments that were normalised in another way"
                            .formatted(name));
        }
        return values;
    }

    /**
     * An array of a known length.
     *
     * @param statistics what was saved
     * @param name the name
     * @param length how long it must be
     * @return the array
     * @throws IllegalArgumentException if there is none of this name and length
     */
    public static double[] array(Map<String, double[]> statistics, String name, int length) {
        double[] values = array(statistics, name);
        if (values.length != length) {
            throw new IllegalArgumentException(
                    "the saved \"%s\" must have %d numbers, but has %d"
                            .formatted(name, length, values.length));
        }
        return values;
    }

    /**
     * Moments.
     *
     * @param statistics what was saved
     * @param count the name of the number of samples
     * @param mean the name of the means
     * @param squares the name of the sums of squared deviations
     * @return the moments
     * @throws IllegalArgumentException if one is missing or not legal
     */
    public static RunningMoments moments(
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
