package io.engram.network;

import io.engram.random.RandomStream;

/** Initial values of weights. */
final class Orthogonal {
    private Orthogonal() {}

    /**
     * Fills a matrix with orthonormal rows or columns, whichever are fewer, times a gain (Saxe,
     * McClelland and Ganguli 2014): the Q of a standard normal matrix, with signs that make the
     * diagonal of R positive. Gram and Schmidt's way, done twice, gives exactly that Q.
     *
     * @param values rows · columns values, row-major
     * @param rows the first length of the weight's shape
     * @param gain the factor
     * @param random where the normal numbers come from
     */
    static void fill(float[] values, int rows, double gain, RandomStream random) {
        int columns = values.length / rows;
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = new double[count][length];
        for (double[] vector : vectors) {
            for (int i = 0; i < length; i++) {
                vector[i] = random.nextGaussian();
            }
        }
        for (int k = 0; k < count; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    subtractProjection(vectors[k], vectors[j]);
                }
            }
            scale(vectors[k], 1 / Math.sqrt(dot(vectors[k], vectors[k])));
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = rows <= columns ? vectors[row][column] : vectors[column][row];
                values[row * columns + column] = (float) (gain * value);
            }
        }
    }

    /** Fills an array uniformly within ±1/√fanIn, as PyTorch does for biases. */
    static void fillUniform(float[] values, int fanIn, RandomStream random) {
        double bound = 1 / Math.sqrt(fanIn);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    private static void subtractProjection(double[] vector, double[] unit) {
        double along = dot(vector, unit);
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= along * unit[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }
}
