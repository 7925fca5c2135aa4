package io.engram.matrix;

/**
 * Products by loops that the JIT compiler turns into vector instructions: no array in the inner
 * loop is indexed with an offset.
 */
final class PlainProducts extends Products {
    private float[] row = {};
    private final Rows own = new Rows();

    /** One array for each inner index. */
    private static final class Rows extends Factor {
        private float[][] rows = {};

        @Override
        void pack(Matrix matrix) {
            if (rows.length < inner() || inner() > 0 && rows[0].length != columns()) {
                rows = new float[inner()][columns()];
            }
            for (int k = 0; k < inner(); k++) {
                float[] into = rows[k];
                int at = matrix.from() + k * matrix.row();
                for (int j = 0; j < into.length; j++) {
                    into[j] = matrix.values()[at];
                    at += matrix.column();
                }
            }
        }
    }

    @Override
    int length() {
        return 1;
    }

    @Override
    Products another() {
        return new PlainProducts();
    }

    @Override
    public Factor factor() {
        return new Rows();
    }

    @Override
    public void add(Matrix left, int rows, Factor right, Matrix sum) {
        for (int i = 0; i < rows; i++) {
            addRow(left.from(i, 0), 1, (Rows) right, sum.from(i, 0), sum.from(i, 0));
        }
    }

    @Override
    public void set(Matrix left, int rows, Factor right, float[] start, Matrix sum) {
        Matrix from = new Matrix(start, 0, 0, 1);
        for (int i = 0; i < rows; i++) {
            addRow(left.from(i, 0), 1, (Rows) right, from, sum.from(i, 0));
        }
    }

    @Override
    public void addTransposed(
            Matrix left, Matrix right, int inner, int rows, int columns, Matrix sum) {
        own.take(right, inner, columns);
        for (int i = 0; i < rows; i++) {
            addRow(left.from(0, i), left.row(), own, sum.from(i, 0), sum.from(i, 0));
        }
    }

    @Override
    public int transposedElements(int rows, int columns) {
        return rows * columns;
    }

    /** Four inner indices in one pass, so that the sums are read and written a quarter as often. */
    private void addRow(Matrix left, int step, Rows right, Matrix start, Matrix sum) {
        int columns = right.columns();
        if (row.length != columns) {
            row = new float[columns];
        }
        System.arraycopy(start.values(), start.from(), row, 0, columns);
        int at = left.from();
        int k = 0;
        for (; k + 4 <= right.inner(); k += 4) {
            addFour(left.values(), at, step, right.rows, k, row);
            at += 4 * step;
        }
        for (; k < right.inner(); k++) {
            addOne(left.values()[at], right.rows[k], row);
            at += step;
        }
        System.arraycopy(row, 0, sum.values(), sum.from(), columns);
    }

    private static void addFour(
            float[] left, int at, int step, float[][] factor, int k, float[] sums) {
        float a = left[at];
        float b = left[at + step];
        float c = left[at + 2 * step];
        float d = left[at + 3 * step];
        float[] ofA = factor[k];
        float[] ofB = factor[k + 1];
        float[] ofC = factor[k + 2];
        float[] ofD = factor[k + 3];
        for (int j = 0; j < sums.length; j++) {
            float first = Math.fma(b, ofB[j], Math.fma(a, ofA[j], sums[j]));
            sums[j] = Math.fma(d, ofD[j], Math.fma(c, ofC[j], first));
        }
    }

    private static void addOne(float a, float[] ofA, float[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] = Math.fma(a, ofA[j], sums[j]);
        }
    }
}
