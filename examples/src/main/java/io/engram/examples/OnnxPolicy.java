package io.engram.examples;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * An exported policy at work without Engram: this class needs {@code
 * com.microsoft.onnxruntime:onnxruntime} and nothing else. It is for policies that see a vector of
 * floats and act by choices.
 *
 * <pre>{@code
 * try (var policy = new OnnxPolicy("cartpole.onnx")) {
 *     policy.beginEpisode();
 *     long[] choices = policy.act(0.1f, 0, 0.02f, 0);
 * }
 * }</pre>
 */
public final class OnnxPolicy implements AutoCloseable {
    private static final PrintStream OUT = System.out;

    private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    private final OrtSession model;
    private final int layers;
    private final int width;
    private final boolean forgets;
    private float[][][] memory;

    /**
     * Opens a model.
     *
     * @param file what {@code policy.exportOnnx} wrote
     * @throws OrtException if it is no model
     */
    public OnnxPolicy(String file) throws OrtException {
        model = runtime.createSession(file);
        Map<String, String> metadata = model.getMetadata().getCustomMetadata();
        layers = Integer.parseInt(metadata.get("hidden_state_layers"));
        width = Integer.parseInt(metadata.get("hidden_state_width"));
        forgets = Boolean.parseBoolean(metadata.get("reset_hidden_state"));
        memory = new float[layers][1][width];
    }

    /** Empties the memory, unless the policy was trained to carry it over. */
    public void beginEpisode() {
        if (forgets) {
            memory = new float[layers][1][width];
        }
    }

    /**
     * The likeliest action.
     *
     * @param observation what is seen
     * @return the choice of each branch
     * @throws OrtException if the observation has another number of elements than the policy sees
     */
    public long[] act(float... observation) throws OrtException {
        try (var seen = OnnxTensor.createTensor(runtime, new float[][] {observation});
                var remembered = OnnxTensor.createTensor(runtime, memory);
                var result = model.run(Map.of("observation", seen, "hidden_state", remembered))) {
            memory = (float[][][]) result.get("next_hidden_state").orElseThrow().getValue();
            return ((long[][]) result.get("action").orElseThrow().getValue())[0];
        }
    }

    @Override
    public void close() throws OrtException {
        model.close();
    }

    /**
     * Reads an observation from each line, its numbers apart by spaces, and prints the action; an
     * empty line begins an episode.
     *
     * @param arguments the model
     */
    public static void main(String... arguments) throws IOException, OrtException {
        try (var policy = new OnnxPolicy(arguments[0]);
                var lines =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    policy.beginEpisode();
                    continue;
                }
                String[] numbers = line.trim().split("\\s+");
                var observation = new float[numbers.length];
                for (int i = 0; i < numbers.length; i++) {
                    observation[i] = Float.parseFloat(numbers[i]);
                }
                OUT.println(Arrays.toString(policy.act(observation)));
            }
        }
    }
}
