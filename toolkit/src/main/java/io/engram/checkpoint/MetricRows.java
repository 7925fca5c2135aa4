package io.engram.checkpoint;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rows that nobody changes, and to which one more is added without copying those before it: the
 * longer list lies in the same array, behind the shorter one's end. Only the first list that grows
 * from another finds that place free; a second one copies.
 */
final class MetricRows extends AbstractList<double[]> implements RandomAccess {
    private final double[][] array;
    private final int size;

    /** How much of the array is taken, by whichever list. */
    private final AtomicInteger taken;

    private MetricRows(double[][] array, int size, AtomicInteger taken) {
        this.array = array;
        this.size = size;
        this.taken = taken;
    }

    static MetricRows of(List<double[]> rows) {
        return rows instanceof MetricRows same
                ? same
                : new MetricRows(
                        List.copyOf(rows).toArray(double[][]::new),
                        rows.size(),
                        new AtomicInteger(rows.size()));
    }

    MetricRows with(double[] row) {
        if (size < array.length && taken.compareAndSet(size, size + 1)) {
            array[size] = row;
            return new MetricRows(array, size + 1, taken);
        }
        double[][] longer = Arrays.copyOf(array, Math.max(16, 2 * size));
        if (size < array.length) {
            Arrays.fill(longer, size, array.length, null);
        }
        longer[size] = row;
        return new MetricRows(longer, size + 1, new AtomicInteger(size + 1));
    }

    @Override
    public double[] get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    "there are %d rows, but row %d is asked for".formatted(size, index));
        }
        return array[index];
    }

    @Override
    public int size() {
        return size;
    }
}
