package io.engram.matrix;

/**
 * Products by loops that the JIT compiler turns into vector instructions: no array in the inner
 * loop is indexed with an offset.
 */
final class PlainProducts extends Products {
    private float[] row = {};

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
    Products another() {
        return new PlainProducts();
    }

    @Override
    public Factor factor() {
        return new Rows();
    }

    @Override
    public int elements(int rows, int columns) {
        return rows * columns;
    }

    @Override
    public void add(Matrix left, int rows, Factor right, Matrix sum) {
        float[][] factor = ((Rows) right).rows;
        int columns = right.columns();
        if (row.length != columns) {
            row = new float[columns];
        }
        for (int i = 0; i < rows; i++) {
            int at = sum.from() + i * sum.row();
            System.arraycopy(sum.values(), at, row, 0, columns);
            addRow(left.values(), left.from() + i * left.row(), left.column(), factor, right);
            System.arraycopy(row, 0, sum.values(), at, columns);
        }
    }

    /** Four inner indices in one pass, so that the sums are read and written a quarter as often. */
    private void addRow(float[] left, int from, int step, float[][] factor, Factor right) {
        int at = from;
        int k = 0;
        for (; k + 4 <= right.inner(); k += 4) {
            addFour(left, at, step, factor, k, row);
            at += 4 * step;
        }
        for (; k < right.inner(); k++) {
            addOne(left[at], factor[k], row);
            at += step;
        }
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
