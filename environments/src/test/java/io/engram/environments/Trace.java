package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * An episode that an original environment played, recorded by the scripts beside the traces: the
 * seed, the actions, and what they led to. An episode may be cut off before its end.
 */
public record Trace(JsonNode line) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The episodes of one file under {@code /traces}. */
    public static List<Trace> of(String name) {
        var file = Trace.class.getResourceAsStream("/traces/" + name + ".jsonl.gz");
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            var traces = new ArrayList<Trace>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                traces.add(new Trace(JSON.readTree(line)));
            }
            return traces;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The id of the environment. */
    public String id() {
        return line.get("id").asText();
    }

    /** The options that it was made with. */
    public Map<String, Object> options() {
        return JSON.convertValue(line.get("options"), new TypeReference<Map<String, Object>>() {});
    }

    /** Whether the episode was recorded to its end. */
    public boolean ended() {
        return line.get("terminated").asBoolean() || line.get("truncated").asBoolean();
    }

    /** Plays the episode again: observations, rewards and end must be the same to the last bit. */
    public void replay() {
        try (Environment environment = Environments.make(id(), options())) {
            replay(environment, 0);
        }
    }

    /** Plays the episode again in an environment, whose rewards may differ by a little. */
    public void replay(Environment environment, double rewardTolerance) {
        replay(environment, rewardTolerance, null);
    }

    /**
     * Plays the episode again, and compares a checksum of the environment's inner state after the
     * reset and after each step.
     */
    public <E extends Environment> void replay(
            E environment, double rewardTolerance, Function<E, byte[]> state) {
        requireSame(environment.reset(line.get("seed").asLong()), line.get("first"), 0);
        requireSame(environment, state, 0);
        int length = line.get("actions").size();
        for (int i = 0; i < length; i++) {
            Step step =
                    environment.step(action(environment.actionSpace(), line.get("actions").get(i)));
            requireSame(step.observation(), line.get("observations").get(i), i + 1);
            requireSame(environment, state, i + 1);
            double reward = line.get("rewards").get(i).asDouble();
            if (!(Math.abs(step.reward() - reward) <= rewardTolerance)) {
                requireSame(step.reward(), reward, "reward", i + 1);
            }
            boolean last = i + 1 == length;
            boolean terminated = last && line.get("terminated").asBoolean();
            boolean truncated = last && line.get("truncated").asBoolean();
            requireSame(step.terminated(), terminated, "terminated", i + 1);
            requireSame(step.truncated(), truncated, "truncated", i + 1);
            if (last && line.has("info")) {
                for (var field : line.get("info").properties()) {
                    Double measured = step.info().get(field.getKey());
                    requireSame(measured, field.getValue().asDouble(), field.getKey(), length);
                }
            }
        }
    }

    /** The action of a step, counted from 0. */
    public Action action(ActionSpace space, int step) {
        return action(space, line.get("actions").get(step));
    }

    private static Action action(ActionSpace space, JsonNode recorded) {
        int size = space.size();
        if (space instanceof ActionSpace.Box) {
            var values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) recorded.get(i).asDouble();
            }
            return Action.ofValues(values);
        }
        var choices = new int[size];
        for (int i = 0; i < size; i++) {
            choices[i] = recorded.isArray() ? recorded.get(i).asInt() : recorded.asInt();
        }
        return Action.of(choices);
    }

    private void requireSame(Observation actual, JsonNode expected, int step) {
        if (expected.isArray()) {
            float[] values = actual.floats();
            requireSame(values.length, expected.size(), "number of elements", step);
            for (int i = 0; i < values.length; i++) {
                if (values[i] != (float) expected.get(i).asDouble()) {
                    requireSame(
                            values[i], (float) expected.get(i).asDouble(), "element " + i, step);
                }
            }
        } else if (expected.isObject()) {
            requireSame(checksum(actual.bytes()), expected.get("bytes").asText(), "bytes", step);
            requireSame(
                    checksum(littleEndian(actual.floats())),
                    expected.get("floats").asText(),
                    "floats",
                    step);
        } else {
            requireSame(checksum(actual.bytes()), expected.asText(), "bytes", step);
        }
    }

    /** Says where only if it is wrong: there are many steps. */
    private void requireSame(Object actual, Object expected, String what, int step) {
        if (!expected.equals(actual)) {
            assertThat(actual)
                    .as(
                            "%s of %s %s seed %s step %d",
                            what, id(), options(), line.get("seed"), step)
                    .isEqualTo(expected);
        }
    }

    private <E extends Environment> void requireSame(
            E environment, Function<E, byte[]> state, int step) {
        if (state != null) {
            String expected = line.get("states").get(step).asText();
            requireSame(checksum(state.apply(environment)), expected, "inner state", step);
        }
    }

    private static byte[] littleEndian(float[] values) {
        var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    /** The CRC-32 of bytes as eight hexadecimal digits. */
    public static String checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return "%08x".formatted(crc.getValue());
    }
}
