package io.engram.matrix;

/**
 * A matrix in a piece of an array: element (i, j) is {@code values[from + i · row + j · column]}.
 *
 * @param values holds the elements
 * @param from where the first one is
 * @param row how far it is from one row to the next
 * @param column how far it is from one column to the next
 */
public record Matrix(float[] values, int from, int row, int column) {

    /**
     * Rows one behind the other.
     *
     * @param values holds the elements
     * @param width the length of a row
     * @return the matrix
     */
    public static Matrix rows(float[] values, int width) {
        return new Matrix(values, 0, width, 1);
    }

    /**
     * The same elements with rows and columns exchanged.
     *
     * @return the transposed matrix
     */
    public Matrix transposed() {
        return new Matrix(values, from, column, row);
    }

    /**
     * What is left without the first rows and columns.
     *
     * @param rows how many rows to leave out
     * @param columns how many columns to leave out
     * @return a matrix in the same array
     */
    public Matrix from(int rows, int columns) {
        return new Matrix(values, from + rows * row + columns * column, row, column);
    }
}
