package io.engram.environments.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumpyRandomTest {

    @ParameterizedTest
    @CsvSource({
        "0, a30febcfd9c2825f 4510bdf882d9d721 0a7d3da94ecde8b8, 8 6 5 2 3 0 0 0 1 8, 0.6369616873214543",
        "1, 8306bdf37922e4ff f35196bbc152a866 24e7a4f608ec18cd, 4 5 7 9 0 1 8 9 2 3, 0.5118216247002567",
        "42, c621fbcd16d92688 705a5661a791ffc1 dbcd12c26eda1624, 0 7 6 4 4 8 0 6 2 0, 0.7739560485559633"
    })
    void givenASeed_whenDrawn_thenTheNumbersAreThoseOfNumpy(
            long seed, String words, String integers, double first) {
        var random = new NumpyRandom(seed);
        for (String word : words.split(" ")) {
            assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong(word, 16));
        }
        var whole = new NumpyRandom(seed);
        int[] drawn = IntStream.range(0, 10).map(i -> whole.integers(0, 10)).toArray();
        assertThat(drawn)
                .containsExactly(
                        List.of(integers.split(" ")).stream()
                                .mapToInt(Integer::parseInt)
                                .toArray());
        assertThat(new NumpyRandom(seed).random()).isEqualTo(first);
    }

    @Test
    void givenMixedCalls_whenDrawn_thenTheStreamIsThatOfNumpy() throws IOException {
        for (JsonNode recorded : recordings("pcg64.json")) {
            var random = new NumpyRandom(Long.parseUnsignedLong(recorded.get("seed").asText()));
            for (JsonNode draw : recorded.get("seq")) {
                double low = draw.get(1).asDouble();
                double high = draw.get(2).asDouble();
                double expected = draw.get(3).asDouble();
                double actual =
                        switch (draw.get(0).asText()) {
                            case "u" -> random.uniform(low, high);
                            case "i" -> random.integers((long) low, (long) high);
                            default -> random.random();
                        };
                assertThat(actual).as("seed %s", recorded.get("seed")).isEqualTo(expected);
            }
        }
    }

    @Test
    void givenNormalDraws_whenDrawn_thenEveryBitIsThatOfNumpy() throws Exception {
        for (JsonNode recorded : recordings("draws.json")) {
            long seed = recorded.get("seed").asLong();
            var random = new NumpyRandom(seed);
            for (JsonNode expected : recorded.get("normal")) {
                assertThat(random.normal(2, 3)).isEqualTo(expected.asDouble());
            }
            var many = new NumpyRandom(seed);
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = ByteBuffer.allocate(Double.BYTES);
            for (int i = 0; i < 200_000; i++) {
                digest.update(bytes.putDouble(0, many.normal(0, 1)).array());
            }
            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .isEqualTo(recorded.get("normal_sha256").asText());
        }
    }

    @Test
    void givenAnOrderToDraw_whenShuffled_thenItIsThatOfNumpy() throws IOException {
        for (JsonNode recorded : recordings("draws.json")) {
            long seed = recorded.get("seed").asLong();
            var expected =
                    new ObjectMapper().convertValue(recorded.get("permutation"), int[].class);
            assertThat(new NumpyRandom(seed).permutation(12)).containsExactly(expected);
            var random = new NumpyRandom(seed);
            var letters =
                    new ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
            random.shuffle(letters);
            assertThat(letters)
                    .containsExactly(
                            new ObjectMapper()
                                    .convertValue(recorded.get("shuffle"), String[].class));
            assertThat(random.integers(0, 1000)).isEqualTo(recorded.get("after").asInt());
        }
    }

    private static JsonNode recordings(String name) throws IOException {
        try (InputStream file = NumpyRandomTest.class.getResourceAsStream("/random/" + name)) {
            return new ObjectMapper().readTree(file);
        }
    }

    @Test
    void givenASpanOfOne_whenDrawn_thenNothingIsTakenFromTheStream() {
        var random = new NumpyRandom(0);
        assertThat(random.integers(7, 8)).isEqualTo(7);
        assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("a30febcfd9c2825f", 16));
    }

    @Test
    void givenTheWidestSpans_whenDrawn_thenEveryNumberMayCome() {
        var random = new NumpyRandom(3);
        assertThat(random.integers(0L, 1L << 32)).isBetween(0L, (1L << 32) - 1);
        assertThat(random.integers(Long.MIN_VALUE, Long.MAX_VALUE)).isNotEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> random.integers(2, 2)).hasMessageContaining("low must be below");
    }

    @Test
    void givenAList_whenChosen_thenItIsTheElementAtTheIntegerDrawn() {
        var letters = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        assertThat(new NumpyRandom(0).choice(letters)).isEqualTo("i");
    }
}
