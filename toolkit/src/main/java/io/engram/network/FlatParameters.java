package io.engram.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.engram.random.RandomStream;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All parameters of a network in one array, so that the gradient's norm, its clipping and an
 * optimiser's step are a few operations on whole vectors.
 *
 * <p>Each parameter is a view of its piece of the array. The order is that of the blocks' names.
 * Used on the engine's thread only.
 */
public final class FlatParameters implements AutoCloseable {

    /**
     * One parameter's place.
     *
     * @param name block and parameter, for example {@code lin_hidden.weight}
     * @param shape its shape
     * @param offset where it begins in the flat array
     */
    public record Entry(String name, Shape shape, long offset) {}

    private final NDManager manager;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> indexOfId = new LinkedHashMap<>();
    private final NDArray flat;
    private final NDList views;

    private FlatParameters(NDManager manager, Map<String, Parameter> parameters, float[] values) {
        this.manager = manager;
        long offset = 0;
        for (var parameter : parameters.entrySet()) {
            Shape shape = parameter.getValue().getShape();
            indexOfId.put(parameter.getValue().getId(), entries.size());
            entries.add(new Entry(parameter.getKey(), shape, offset));
            offset += shape.size();
        }
        flat = manager.create(values, new Shape(values.length));
        flat.setRequiresGradient(true);
        views = views();
    }

    /**
     * Initialises a network and gathers its parameters.
     *
     * @param network the network
     * @param observationSpace what it sees
     * @param device where the parameters live
     * @param random the only source of the initial values
     * @return the parameters, to be closed by the caller
     */
    public static FlatParameters initialize(
            RecurrentPPOSharedNetwork network,
            ObservationSpace observationSpace,
            Device device,
            RandomStream random) {
        Engine.getInstance().setRandomSeed((int) random.nextLong());
        try (var scratch = NDManager.newBaseManager(Device.cpu())) {
            network.blocks().values().forEach(Block::clear);
            NDList seen = new NDList(scratch.zeros(sequenceShape(observationSpace, 1, 1)));
            network.forward(
                    Forward.initializing(new ParameterStore(scratch, false)),
                    seen,
                    scratch.zeros(network.hiddenStateShape().of(1)));
            var parameters = parametersOf(network);
            var values = new LinkedHashMap<String, float[]>();
            var shapes = new LinkedHashMap<String, long[]>();
            parameters.forEach(
                    (name, parameter) -> {
                        values.put(name, parameter.getArray().toFloatArray());
                        shapes.put(name, parameter.getShape().getShape());
                    });
            network.initialize(values, shapes, random);
            return new FlatParameters(
                    NDManager.newBaseManager(device), parameters, concatenate(values));
        }
    }

    /**
     * The shape of observations in S sequences of L steps.
     *
     * @param space what is seen
     * @param sequences S
     * @param length L
     * @return {@code (S, L, …)}
     */
    public static Shape sequenceShape(ObservationSpace space, long sequences, long length) {
        var lengths = new long[2 + space.shape().length];
        lengths[0] = sequences;
        lengths[1] = length;
        for (int axis = 0; axis < space.shape().length; axis++) {
            lengths[2 + axis] = space.shape()[axis];
        }
        return new Shape(lengths);
    }

    private static Map<String, Parameter> parametersOf(RecurrentPPOSharedNetwork network) {
        var all = new TreeMap<String, Parameter>();
        network.blocks()
                .forEach(
                        (block, model) -> {
                            if (!model.isInitialized()) {
                                throw new IllegalStateException(
                                        "the block '%s' was never run in forward(): remove it from"
                                                        .formatted(block)
                                                + " blocks(), or use it");
                            }
                            model.getParameters()
                                    .forEach(
                                            pair ->
                                                    all.put(
                                                            block + "." + plainName(pair.getKey()),
                                                            trainable(block, pair.getValue())));
                        });
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "the network has no parameters: blocks() must name every block that has some");
        }
        return all;
    }

    private static Parameter trainable(String block, Parameter parameter) {
        if (!parameter.requiresGradient()) {
            throw new IllegalStateException(
                    "the block '%s' keeps running statistics (%s), which differ between acting and"
                                    .formatted(block, parameter.getName())
                            + " learning; use LayerNorm in place of BatchNorm");
        }
        return parameter;
    }

    private static String plainName(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static float[] concatenate(Map<String, float[]> values) {
        var all = new float[values.values().stream().mapToInt(each -> each.length).sum()];
        int offset = 0;
        for (float[] each : values.values()) {
            System.arraycopy(each, 0, all, offset, each.length);
            offset += each.length;
        }
        return all;
    }

    /**
     * The places of the parameters.
     *
     * @return in the order of the flat array
     */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * The number of elements of all parameters.
     *
     * @return P
     */
    public int size() {
        return (int) flat.size();
    }

    /**
     * The flat array itself.
     *
     * @return {@code (P)}, a leaf that collects gradients
     */
    public NDArray flat() {
        return flat;
    }

    /**
     * The values now.
     *
     * @return P values
     */
    public float[] values() {
        return flat.toFloatArray();
    }

    /**
     * Sets all values.
     *
     * @param values P values
     */
    public void set(float[] values) {
        if (values.length != size()) {
            throw new IllegalArgumentException(
                    "the network has %d parameters, but %d values were given"
                            .formatted(size(), values.length));
        }
        try (NDArray source = manager.create(values, flat.getShape())) {
            // In place: the views share this memory.
            flat.set(new NDIndex(":"), source);
        }
    }

    /**
     * A pass for acting. What it makes belongs to the manager.
     *
     * @param phase the manager of the phase
     * @return the pass
     */
    public Forward acting(NDManager phase) {
        phase.tempAttachAll(views);
        return Forward.with(new Store(phase, views), false);
    }

    /**
     * A pass for learning, with a graph from the flat array on.
     *
     * @param phase the manager of the mini-batch
     * @return the pass
     */
    public Forward learning(NDManager phase) {
        phase.tempAttachAll(flat);
        return Forward.with(new Store(phase, views()), true);
    }

    private NDList views() {
        long[] ends = entries.stream().skip(1).mapToLong(Entry::offset).toArray();
        NDList pieces = ends.length == 0 ? new NDList(flat) : flat.split(ends, 0);
        var shaped = new NDList(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            shaped.add(pieces.get(i).reshape(entries.get(i).shape()));
        }
        return shaped;
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Hands out the views in place of the blocks' own arrays. */
    private final class Store extends ParameterStore {
        private final NDList values;

        Store(NDManager phase, NDList values) {
            super(phase, false);
            this.values = values;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            if (parameter == null) {
                return null;
            }
            Integer index = indexOfId.get(parameter.getId());
            if (index == null) {
                throw new IllegalStateException(
                        "forward() runs a block that blocks() does not name; its parameter is "
                                + parameter.getName());
            }
            return values.get(index);
        }
    }

    /**
     * Pixels as floats.
     *
     * @param observations {@code (S, L, …)} floats or bytes
     * @return floats; bytes are divided by 255
     */
    public static NDArray asFloats(NDArray observations) {
        return observations.getDataType() == DataType.UINT8
                ? observations.toType(DataType.FLOAT32, false).mul(1 / 255f)
                : observations;
    }
}
