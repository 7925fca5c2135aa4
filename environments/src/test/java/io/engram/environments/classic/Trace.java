package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.Environment;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** An episode that Gymnasium played. */
record Trace(JsonNode line) {

    static List<Trace> of(String task) throws IOException {
        var json = new ObjectMapper();
        var file = Trace.class.getResourceAsStream("/traces/" + task + ".jsonl.gz");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            var traces = new ArrayList<Trace>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                traces.add(new Trace(json.readTree(line)));
            }
            return traces;
        }
    }

    /**
     * Plays the episode again; every float must be the same, rewards within 1e-10, since the cost
     * of a torque is a float32 power in Python.
     */
    void requireSame(Environment environment, Function<JsonNode, Action> actions) {
        requireSame(environment.reset(line.get("seed").asLong()), line.get("first"), 0);
        int length = line.get("actions").size();
        for (int i = 0; i < length; i++) {
            Step step = environment.step(actions.apply(line.get("actions").get(i)));
            requireSame(step.observation(), line.get("observations").get(i), i + 1);
            double reward = line.get("rewards").get(i).asDouble();
            assertThat(Math.abs(step.reward() - reward)).as(where(i + 1)).isLessThan(1e-10);
            assertThat(step.done()).as(where(i + 1)).isEqualTo(i + 1 == length);
            if (step.done()) {
                assertThat(step.terminated()).isEqualTo(line.get("terminated").asBoolean());
                assertThat(step.truncated()).isEqualTo(line.get("truncated").asBoolean());
            }
        }
    }

    private void requireSame(Observation actual, JsonNode expected, int step) {
        float[] values = actual.floats();
        assertThat(values).hasSize(expected.size());
        for (int i = 0; i < values.length; i++) {
            if (values[i] != (float) expected.get(i).asDouble()) {
                assertThat(values[i])
                        .as("%s element %d", where(step), i)
                        .isEqualTo((float) expected.get(i).asDouble());
            }
        }
    }

    private String where(int step) {
        return "seed " + line.get("seed") + " step " + step;
    }
}
