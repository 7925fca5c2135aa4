package io.engram.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** In which order the units of a memory stand in {@link EpisodeTrace#memory(UnitOrder)}. */
public enum UnitOrder {
    /**
     * By their weight in the first principal component of the episode: units that rise and fall
     * together stand together, and those that do the opposite at the other end.
     */
    COMPONENT("by weight in the first principal component") {
        @Override
        double[] weights(List<float[]> units) {
            return firstComponent(units);
        }
    },

    /** By their variance over the episode, the greatest first. */
    VARIANCE("by variance, the greatest first") {
        @Override
        double[] weights(List<float[]> units) {
            return units.stream().mapToDouble(UnitOrder::variance).toArray();
        }
    },

    /** As they are numbered in the network, from the first. */
    NUMBER("by number") {
        @Override
        double[] weights(List<float[]> units) {
            return new double[units.size()];
        }
    };

    private static final int ITERATIONS = 200;

    private final String words;

    UnitOrder(String words) {
        this.words = words;
    }

    /** A number for each unit; of equal ones the first stays first. */
    abstract double[] weights(List<float[]> units);

    String words() {
        return words;
    }

    /**
     * The units from top to bottom.
     *
     * @param units of each unit a number for each step
     * @return indices
     */
    int[] of(List<float[]> units) {
        double[] weights = weights(units);
        return IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -weights[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double mean(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }

    private static double variance(float[] numbers) {
        double mean = mean(numbers);
        double squares = 0;
        for (float number : numbers) {
            squares += (number - mean) * (number - mean);
        }
        return squares / numbers.length;
    }

    /**
     * The eigenvector of the greatest eigenvalue of the units' covariance, by power iteration from
     * the unit of the greatest variance; the sign is such that its largest weight is positive.
     */
    private static double[] firstComponent(List<float[]> units) {
        int count = units.size();
        int steps = count == 0 ? 0 : units.get(0).length;
        double[][] centred = units.stream().map(UnitOrder::centred).toArray(double[][]::new);
        var weights = new double[count];
        int widest = 0;
        for (int i = 1; i < count; i++) {
            widest = variance(units.get(i)) > variance(units.get(widest)) ? i : widest;
        }
        if (count > 0) {
            weights[widest] = 1;
        }
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            var scores = new double[steps];
            for (int i = 0; i < count; i++) {
                for (int t = 0; t < steps; t++) {
                    scores[t] += weights[i] * centred[i][t];
                }
            }
            double squares = 0;
            for (int i = 0; i < count; i++) {
                weights[i] = 0;
                for (int t = 0; t < steps; t++) {
                    weights[i] += scores[t] * centred[i][t];
                }
                squares += weights[i] * weights[i];
            }
            if (squares == 0) {
                return weights;
            }
            double length = Math.sqrt(squares);
            Arrays.setAll(weights, i -> weights[i] / length);
        }
        double largest = 0;
        for (double weight : weights) {
            largest = Math.abs(weight) > Math.abs(largest) ? weight : largest;
        }
        double sign = Math.signum(largest);
        Arrays.setAll(weights, i -> sign * weights[i]);
        return weights;
    }

    private static double[] centred(float[] numbers) {
        double mean = mean(numbers);
        var centred = new double[numbers.length];
        Arrays.setAll(centred, i -> numbers[i] - mean);
        return centred;
    }
}
