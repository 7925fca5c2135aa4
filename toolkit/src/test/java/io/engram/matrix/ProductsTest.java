package io.engram.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProductsTest {
    private static final int MARGIN = 3;

    private final RandomStream random = RandomStream.of(1, "products");

    private float[] numbers(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    static Stream<Arguments> sizes() {
        return IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 16, 97, 200)
                .boxed()
                .flatMap(
                        rows ->
                                Stream.of(1, 2, 66, 300)
                                        .flatMap(
                                                inner ->
                                                        Stream.of(1, 3, 16, 64, 75, 256)
                                                                .map(
                                                                        columns ->
                                                                                Arguments.of(
                                                                                        rows, inner,
                                                                                        columns))));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void givenAnySizes_thenEachElementIsSummedUpInTheOrderOfTheInnerIndexToTheBit(
            int rows, int inner, int columns) {
        float[] left = numbers(rows * (inner + MARGIN));
        float[] right = numbers(inner * columns);
        float[] before = numbers(rows * (columns + MARGIN));
        float[] expected = before.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = expected[1 + i * (columns + MARGIN) + j];
                for (int k = 0; k < inner; k++) {
                    float each = left[2 + i * (inner + MARGIN) + k];
                    sum = Math.fma(each, right[k * columns + j], sum);
                }
                expected[1 + i * (columns + MARGIN) + j] = sum;
            }
        }

        for (Products products : List.of(new PlainProducts(), Products.fastest())) {
            var factor = products.factor();
            factor.take(Matrix.rows(right, columns), inner, columns);
            float[] sum = before.clone();
            products.add(
                    new Matrix(left, 2, inner + MARGIN, 1),
                    rows,
                    factor,
                    new Matrix(sum, 1, columns + MARGIN, 1));

            assertThat(sum).as(products.getClass().getSimpleName()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"13, 270, 35", "1, 3, 256", "2, 20, 70", "97, 600, 64"})
    void givenRowsThatBeginWithTheSameSums_thenTheProductIsThatOfCopiesOfThem(
            int rows, int inner, int columns) {
        float[] left = numbers(rows * inner);
        float[] right = numbers(inner * columns);
        float[] start = numbers(columns);
        var copies = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(start, 0, copies, i * columns, columns);
        }
        for (Products products : List.of(new PlainProducts(), Products.fastest())) {
            var factor = products.factor();
            factor.take(Matrix.rows(right, columns), inner, columns);
            float[] expected = copies.clone();
            products.add(Matrix.rows(left, inner), rows, factor, Matrix.rows(expected, columns));
            float[] sum = numbers(rows * columns);
            products.set(Matrix.rows(left, inner), rows, factor, start, Matrix.rows(sum, columns));

            assertThat(sum).as(products.getClass().getSimpleName()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"13, 270, 35", "8, 3, 64", "4, 1, 16", "6, 600, 32", "7, 20, 128", "66, 128, 2"})
    void givenATransposedFactor_thenTheProductIsTheSame(int rows, int inner, int columns) {
        float[] left = numbers(rows * inner);
        float[] right = numbers(inner * columns);
        for (Products products : List.of(new PlainProducts(), Products.fastest())) {
            var straight = new float[rows * columns];
            var factor = products.factor();
            factor.take(Matrix.rows(right, columns), inner, columns);
            products.add(Matrix.rows(left, inner), rows, factor, Matrix.rows(straight, columns));

            var turned = new float[rows * columns];
            factor.take(
                    Matrix.rows(transposed(right, inner, columns), inner).transposed(),
                    inner,
                    columns);
            products.add(Matrix.rows(left, inner), rows, factor, Matrix.rows(turned, columns));

            assertThat(turned).isEqualTo(straight);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void givenATransposedMatrixOnTheLeft_thenEachElementIsSummedUpInTheOrderOfTheInnerIndex(
            int rows, int inner, int columns) {
        float[] left = numbers(inner * (rows + MARGIN));
        float[] right = numbers(inner * (columns + 1));
        float[] before = numbers(rows * (columns + MARGIN));
        float[] expected = before.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = expected[1 + i * (columns + MARGIN) + j];
                for (int k = 0; k < inner; k++) {
                    float each = left[MARGIN + k * (rows + MARGIN) + i];
                    sum = Math.fma(each, right[1 + k * (columns + 1) + j], sum);
                }
                expected[1 + i * (columns + MARGIN) + j] = sum;
            }
        }

        for (Products products : List.of(new PlainProducts(), Products.fastest())) {
            float[] sum = before.clone();
            products.addTransposed(
                    new Matrix(left, MARGIN, rows + MARGIN, 1),
                    new Matrix(right, 1, columns + 1, 1),
                    inner,
                    rows,
                    columns,
                    new Matrix(sum, 1, columns + MARGIN, 1));

            assertThat(sum).as(products.getClass().getSimpleName()).isEqualTo(expected);
        }
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        var turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return turned;
    }

    @Test
    void givenAFactorThatTakesASmallerMatrix_thenTheOldOneDoesNotShow() {
        for (Products products : List.of(new PlainProducts(), Products.fastest())) {
            var factor = products.factor();
            factor.take(Matrix.rows(numbers(64 * 64), 64), 64, 64);
            factor.take(Matrix.rows(new float[] {2, 3}, 2), 1, 2);
            var sum = new float[2];
            products.add(Matrix.rows(new float[] {5}, 1), 1, factor, Matrix.rows(sum, 2));

            assertThat(sum).containsExactly(10, 15);
        }
    }

    @Test
    void givenTheBuildsOwnTests_thenTheJvmLendsItsVectorInstructions() {
        assertThat(Products.hasVectors()).isTrue();
    }
}
