package io.engram.onnx;

import io.engram.environment.ObservationNormalizer;
import io.engram.network.FlatParameters;
import io.engram.network.HiddenShape;
import io.engram.network.NetworkSpec;
import io.engram.network.PolicyDistribution;
import io.engram.onnx.OnnxGraph.Element;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A ready-made network with any of its options, and its parameters, as an <a
 * href="https://onnx.ai/onnx/repo-docs/IR.html">ONNX</a> model, which other languages run without
 * Engram. One call of the model is one step of N environments; the caller keeps the hidden state.
 *
 * <table>
 * <caption>Inputs and outputs</caption>
 * <tr><th>name</th><th>shape</th><th>what it is</th></tr>
 * <tr><td>{@code observation}</td><td>(N, …)</td><td>as the environment shows it, with its
 *     wrappers: floats, or bytes for pixels; of several parts one input each, {@code
 *     observation_} and the name of the part</td></tr>
 * <tr><td>{@code hidden_state}</td><td>(layers, N, H)</td><td>floats, 0 when an episode begins; for
 *     an LSTM h before c; layers of several kinds in one row, those of a critic with a memory of its
 *     own last</td></tr>
 * <tr><td>{@code action}</td><td>(N, A)</td><td>the likeliest: the choice of each branch as 64-bit
 *     integers, or the means, clipped or squashed into their bounds, as floats; of both at once
 *     {@code action_choices} and {@code action_values}</td></tr>
 * <tr><td>{@code policy}</td><td>(N, P)</td><td>all logits, then the means, then the logarithms of
 *     the standard deviations</td></tr>
 * <tr><td>{@code value}</td><td>(N, 1)</td><td>V(s)</td></tr>
 * <tr><td>{@code next_hidden_state}</td><td>(layers, N, H)</td><td>what goes into the next
 *     call</td></tr>
 * </table>
 *
 * <p>A network without memory has a hidden state too, of width 1, which it hands on. Of a network
 * with random network distillation, {@code value} is that of the task's rewards; predictor and
 * target are left out, since they do not act. Users call {@code Policy.exportOnnx}.
 */
public final class OnnxExport {
    private final NetworkSpec spec;
    private final Weights weights;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private Optional<ObservationNormalizer> normalizer = Optional.empty();
    private boolean resetHiddenState = true;

    private OnnxExport(NetworkSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /**
     * Exports a network.
     *
     * @param spec the network's description
     * @param layout the places of its parameters
     * @param parameters the values of all parameters
     * @return an export to be completed and written
     * @throws IllegalArgumentException if there are fewer values than the layout needs, or the
     *     network has an encoder of the user's own
     */
    public static OnnxExport of(
            NetworkSpec spec, List<FlatParameters.Entry> layout, float[] parameters) {
        if (spec.options().ownEncoder()) {
            throw new IllegalArgumentException(
                    "a network with an encoder of one's own cannot be exported as ONNX, since the encoder's code cannot be translated");
        }
        return new OnnxExport(spec, new Weights(layout, parameters));
    }

    /**
     * Puts the normaliser of observations into the model, so that the caller gives observations as
     * they are. Bytes are not normalised.
     *
     * @param normalizer the normaliser, with statistics that stay as they are; none unless set
     * @return this export
     */
    public OnnxExport normalizer(ObservationNormalizer normalizer) {
        this.normalizer = Optional.of(normalizer);
        return this;
    }

    /**
     * Says what the caller should do with the hidden state when an episode begins.
     *
     * @param reset true to set it to 0, which is the default; false if the policy was trained to
     *     carry its memory over
     * @return this export
     */
    public OnnxExport resetHiddenState(boolean reset) {
        resetHiddenState = reset;
        return this;
    }

    /**
     * Adds a remark to the model's metadata.
     *
     * @param key its name
     * @param value its text
     * @return this export
     */
    public OnnxExport note(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /**
     * Writes the model. Missing folders are made; an older file is replaced when this one is
     * complete.
     *
     * @param file where the model will be, by custom with the ending {@code .onnx}
     * @throws IllegalArgumentException if the parameters or the normaliser do not fit the network
     * @throws UncheckedIOException if the file cannot be written, for example on a full disk
     */
    public void write(Path file) {
        byte[] model = encode();
        Path target = file.toAbsolutePath();
        Path partial =
                target.resolveSibling(
                        target.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
        try {
            Files.createDirectories(target.getParent());
            try {
                Files.write(partial, model);
                publish(partial, target);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model " + file + ": " + e, e);
        }
    }

    private static void publish(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * The model as bytes. The same network gives the same bytes.
     *
     * @return what {@link #write} writes
     * @throws IllegalArgumentException if the parameters or the normaliser do not fit the network
     */
    public byte[] encode() {
        normalizer.ifPresent(this::checkSize);
        var graph = new OnnxGraph("policy");
        List<String> observations = observations(graph);
        String hiddenState = hiddenState(graph);
        new OnnxNetwork(graph, spec, weights).add(observations, hiddenState, normalizer);
        outputs(graph);
        var all = new LinkedHashMap<>(metadata);
        all.put("engram_version", version());
        all.put("memory", OnnxMetadata.memory(spec));
        all.put("reset_hidden_state", Boolean.toString(resetHiddenState));
        all.putAll(new OnnxMetadata(spec).spaces());
        all.putAll(OnnxMetadata.of(normalizer));
        all.put("usage", usage());
        return graph.model(version(), "A policy trained with Engram. " + usage(), all);
    }

    private void checkSize(ObservationNormalizer each) {
        var space = spec.observationSpace();
        if (each.size() != space.floats()) {
            throw new IllegalArgumentException(
                    "the normaliser is for %d floats, but the network sees %s"
                            .formatted(each.size(), space));
        }
    }

    /** One input for each part. */
    private List<String> observations(OnnxGraph graph) {
        var names = new ArrayList<String>();
        for (Part part : spec.observationSpace().parts()) {
            int[] shape = part.shape();
            var lengths = new long[1 + shape.length];
            lengths[0] = OnnxGraph.ENVIRONMENTS;
            for (int axis = 0; axis < shape.length; axis++) {
                lengths[1 + axis] = shape[axis];
            }
            names.add(
                    graph.input(
                            OnnxMetadata.input(spec.observationSpace(), part),
                            part.type() == ElementType.UINT8 ? Element.UINT8 : Element.FLOAT,
                            "what the environment shows, as it shows it",
                            lengths));
        }
        return names;
    }

    private String hiddenState(OnnxGraph graph) {
        return graph.input(
                "hidden_state",
                Element.FLOAT,
                resetHiddenState ? "0 when an episode begins" : "0 before the first episode",
                hiddenShape());
    }

    private long[] hiddenShape() {
        HiddenShape shape = spec.network().hiddenStateShape();
        return new long[] {shape.layers(), OnnxGraph.ENVIRONMENTS, shape.width()};
    }

    private void outputs(OnnxGraph graph) {
        ActionSpace space = spec.actionSpace();
        int branches = space.branches().length;
        int dimensions = space.low().length;
        boolean both = branches > 0 && dimensions > 0;
        if (branches > 0) {
            graph.output(
                    both ? "action_choices" : "action",
                    Element.INT64,
                    "the likeliest choice of each branch",
                    OnnxGraph.ENVIRONMENTS,
                    branches);
        }
        if (dimensions > 0) {
            graph.output(
                    both ? "action_values" : "action",
                    Element.FLOAT,
                    "the likeliest real numbers, within their bounds",
                    OnnxGraph.ENVIRONMENTS,
                    dimensions);
        }
        graph.output(
                "policy",
                Element.FLOAT,
                "logits of all branches, then means, then logarithms of the standard deviations",
                OnnxGraph.ENVIRONMENTS,
                PolicyDistribution.parameterCount(space));
        graph.output("value", Element.FLOAT, "V(s)", OnnxGraph.ENVIRONMENTS, 1);
        graph.output(
                "next_hidden_state", Element.FLOAT, "what goes into the next call", hiddenShape());
    }

    private String usage() {
        return "Call it once a step. Give the observations of N environments as their wrappers show"
                + " them, and next_hidden_state of the last call as hidden_state. Set hidden_state[:, n, :] to"
                + " 0 before the first step of environment n"
                + (resetHiddenState ? " and whenever a new episode begins in it." : " only.");
    }

    private static String version() {
        var properties = new Properties();
        try (InputStream stream = OnnxExport.class.getResourceAsStream("engram.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
