package io.engram.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffineTest {
    private static final int FROM = 3;

    private final RandomStream random = RandomStream.of(1, "affine");

    private float[] numbers(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "64, 2, 5", "7, 7, 4", "2, 8, 1", "6, 9, 3", "65, 256, 16"})
    void givenAnySizes_thenEachOutputIsTheSumInTheOrderOfTheInputsToTheBit(
            int inputs, int outputs, int rows) {
        var layer = new Affine(inputs, outputs);
        float[] weights = numbers(outputs * inputs);
        float[] bias = numbers(outputs);
        layer.weights(weights);
        layer.bias(bias);
        var in = new float[rows][];
        for (int row = 0; row < rows; row++) {
            in[row] = numbers(FROM + inputs);
        }
        var out = new float[rows][outputs];

        layer.apply(in, FROM, out, rows);

        for (int row = 0; row < rows; row++) {
            for (int output = 0; output < outputs; output++) {
                float sum = bias[output];
                for (int i = 0; i < inputs; i++) {
                    sum += in[row][FROM + i] * weights[output * inputs + i];
                }
                assertThat(out[row][output]).isEqualTo(sum);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "4, 12"})
    void givenTwoLayersOfTheSameInputs_thenTheirOutputsFollowEachOther(int inputs, int outputs) {
        float[] first = numbers(inputs);
        float[] others = numbers((outputs - 1) * inputs);
        var both = new float[outputs * inputs];
        System.arraycopy(first, 0, both, 0, inputs);
        System.arraycopy(others, 0, both, inputs, others.length);
        var one = new Affine(inputs, outputs);
        one.weights(both);
        var two = new Affine(inputs, outputs);
        two.weights(first, others);
        float[][] in = {numbers(inputs)};
        var ofOne = new float[1][outputs];
        var ofTwo = new float[1][outputs];

        one.apply(in, 0, ofOne, 1);
        two.apply(in, 0, ofTwo, 1);

        assertThat(ofTwo[0]).isEqualTo(ofOne[0]);
    }
}
