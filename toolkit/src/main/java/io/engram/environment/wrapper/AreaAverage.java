package io.engram.environment.wrapper;

/**
 * One axis made longer or shorter: each new cell is the mean of what it covers of the old ones,
 * those at its ends in part. Weights are whole numbers, so nothing is lost before the mean is
 * rounded.
 */
final class AreaAverage {
    private final int[] first;
    private final int[][] weights;
    private final int total;

    /**
     * An axis.
     *
     * @param from its old length, at least 1
     * @param to its new length, at least 1
     */
    AreaAverage(int from, int to) {
        int shared = greatestCommonDivisor(from, to);
        // Along the axis, an old cell is as long as `old`, and a new one as long as `total`.
        long old = to / shared;
        total = from / shared;
        first = new int[to];
        weights = new int[to][];
        for (int cell = 0; cell < to; cell++) {
            long begin = (long) cell * total;
            long end = begin + total;
            first[cell] = (int) (begin / old);
            int last = (int) ((end - 1) / old);
            weights[cell] = new int[last - first[cell] + 1];
            for (int i = first[cell]; i <= last; i++) {
                long covered = Math.min(end, (i + 1) * old) - Math.max(begin, i * old);
                weights[cell][i - first[cell]] = (int) covered;
            }
        }
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** The first old cell that a new one covers. */
    int first(int cell) {
        return first[cell];
    }

    /** How much of the old cells, from the first on, a new one covers. */
    int[] weights(int cell) {
        return weights[cell];
    }

    /** The sum of the weights of any new cell. */
    int total() {
        return total;
    }
}
