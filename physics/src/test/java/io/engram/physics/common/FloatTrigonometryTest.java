package io.engram.physics.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FloatTrigonometryTest {

    @Test
    void givenAnglesOfC_whenComputed_thenEveryBitOfSineAndCosineIsTheSame() throws IOException {
        int angles = 0;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                getClass().getResourceAsStream("/trigonometry/floats.txt"),
                                StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var words = line.split(" ");
                float angle = Float.intBitsToFloat(Integer.parseUnsignedInt(words[0], 16));
                assertThat(bits(FloatTrigonometry.sin(angle)))
                        .as("sin %s", angle)
                        .isEqualTo(words[1]);
                assertThat(bits(FloatTrigonometry.cos(angle)))
                        .as("cos %s", angle)
                        .isEqualTo(words[2]);
                angles++;
            }
        }
        assertThat(angles).isGreaterThan(300);
    }

    @Test
    void givenNoAngle_whenComputed_thenItIsNoNumber() {
        assertThat(FloatTrigonometry.sin(Float.POSITIVE_INFINITY)).isNaN();
        assertThat(FloatTrigonometry.cos(Float.NaN)).isNaN();
    }

    private static String bits(float value) {
        return "%08x".formatted(Float.floatToRawIntBits(value));
    }
}
