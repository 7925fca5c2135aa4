package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import io.engram.network.FlatParameters;
import java.util.List;

/** PyTorch's numbers beside those of a learner. */
final class GoldenValues {
    private GoldenValues() {}

    /** Parameters under PyTorch's names in the order of the flat array. */
    static float[] flat(List<FlatParameters.Entry> entries, JsonNode named) {
        assertThat(named.size()).isEqualTo(entries.size());
        var flat = new float[entries.stream().mapToInt(each -> (int) each.shape().size()).sum()];
        for (var entry : entries) {
            float[] values = floats(named, torchName(entry.name()));
            assertThat(values).as(entry.name()).hasSize((int) entry.shape().size());
            System.arraycopy(values, 0, flat, (int) entry.offset(), values.length);
        }
        return flat;
    }

    private static String torchName(String name) {
        return name.replaceAll("l_(\\d+)_i2h_(\\w+)", "$2_ih_l$1")
                .replaceAll("l_(\\d+)_h2h_(\\w+)", "$2_hh_l$1")
                .replace("log_std.log_std", "log_std");
    }

    /** An array of any shape in row-major order. */
    static float[] floats(JsonNode json, String field) {
        return Golden.floats(json.path(field).path("data"));
    }

    /** The tolerance is relative above 1. */
    static void assertClose(String what, double actual, double expected, double tolerance) {
        assertThat(actual)
                .as(what)
                .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }

    static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
        assertThat(actual).as(what).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
            assertClose(what + ", element " + i, actual[i], expected[i], tolerance);
        }
    }

    /** To a ten-thousandth of the largest. */
    static void assertMoments(String what, float[] actual, float[] expected) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertClose(what, actual, expected, 1e-4 * largest);
    }
}
