package io.engram.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
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
 * <p>Parameters that are never trained (the target of random network distillation) lie apart.
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
    public record Entry(String name, Shape shape, long offset) {
        /**
         * Name and shape in a few words.
         *
         * @return such as {@code lin_hidden.weight (128, 64)}
         */
        public String text() {
            return name + " " + shape;
        }
    }

    private static final int LARGE = 500_000;
    private static final int SHARDS = 4;

    private final NDManager manager;
    private final Piece trained;
    private final Piece fixed;

    /** What each shard works with. */
    private final List<Handles> shards = new ArrayList<>();

    /**
     * Handles of the same memory for one thread: DJL moves handles from owner to owner, and a
     * gradient belongs to a handle.
     *
     * @param flat a leaf of its own
     * @param fixed the parameters that are never trained
     */
    private record Handles(NDArray flat, NDList fixed) {}

    /**
     * Some parameters: their places, and the array that they are views of; null if there are none.
     */
    private static final class Piece {
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Integer> indexOfId = new LinkedHashMap<>();
        private final NDArray flat;
        private final NDList views;

        Piece(NDManager manager, Map<String, Parameter> parameters, float[] values) {
            long offset = 0;
            for (var parameter : parameters.entrySet()) {
                Shape shape = parameter.getValue().getShape();
                indexOfId.put(parameter.getValue().getId(), entries.size());
                entries.add(new Entry(parameter.getKey(), shape, offset));
                offset += shape.size();
            }
            flat = entries.isEmpty() ? null : manager.create(values, new Shape(values.length));
            views = views(flat);
        }

        /** Each parameter's piece of a handle of the flat array. */
        private NDList views(NDArray flat) {
            if (flat == null) {
                return new NDList();
            }
            long[] ends = entries.stream().skip(1).mapToLong(Entry::offset).toArray();
            NDList pieces = ends.length == 0 ? new NDList(flat) : flat.split(ends, 0);
            var shaped = new NDList(pieces.size());
            for (int i = 0; i < pieces.size(); i++) {
                shaped.add(pieces.get(i).reshape(entries.get(i).shape()));
            }
            return shaped;
        }

        float[] values() {
            return flat == null ? new float[0] : flat.toFloatArray();
        }

        void set(NDManager manager, float[] values) {
            int size = flat == null ? 0 : (int) flat.size();
            if (values.length != size) {
                throw new IllegalArgumentException(
                        "the network has %d parameters, but %d values were given"
                                .formatted(size, values.length));
            }
            if (size > 0) {
                try (NDArray source = manager.create(values, flat.getShape())) {
                    // In place: the views share this memory.
                    flat.set(new NDIndex(":"), source);
                }
            }
        }
    }

    private FlatParameters(
            NDManager manager,
            Map<String, Parameter> trained,
            Map<String, Parameter> fixed,
            Map<String, float[]> trainedValues,
            Map<String, float[]> fixedValues) {
        this.manager = manager;
        this.trained = new Piece(manager, trained, concatenate(trainedValues));
        this.fixed = new Piece(manager, fixed, concatenate(fixedValues));
    }

    /**
     * Initialises a network and gathers its parameters; one network at a time, since PyTorch has
     * one stream of random numbers for all threads.
     *
     * @param network the network
     * @param observationSpace what it sees
     * @param device where the parameters live
     * @param random the only source of the initial values
     * @return the parameters, to be closed by the caller
     */
    public static synchronized FlatParameters initialize(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            Device device,
            RandomStream random) {
        Engine.getInstance().setRandomSeed((int) random.nextLong());
        Map<String, Block> targets =
                network instanceof RandomNetworkDistillation rnd ? rnd.targetBlocks() : Map.of();
        try (var scratch = NDManager.newBaseManager(Device.cpu())) {
            network.blocks().values().forEach(Block::clear);
            targets.values().forEach(Block::clear);
            firstPass(network, new ObservationTensors(observationSpace), scratch);
            var trained = parametersOf(network.blocks());
            var fixed = parametersOf(targets);
            if (trained.isEmpty()) {
                throw new IllegalStateException(
                        "the network has no parameters: blocks() must name every block that has"
                                + " some");
            }
            return new FlatParameters(
                    NDManager.newBaseManager(device),
                    trained,
                    fixed,
                    initialValues(network, trained, random),
                    initialValues(network, fixed, random));
        }
    }

    private static void firstPass(
            ActorCriticNetwork network, ObservationTensors tensors, NDManager scratch) {
        Forward forward = Forward.initializing(new ParameterStore(scratch, false));
        HiddenShape hidden = network.hiddenStateShape();
        network.look(forward, tensors.zeros(scratch, 1, 1), scratch.zeros(hidden.of(1)));
        if (network instanceof RandomNetworkDistillation rnd) {
            rnd.forwardRnd(
                    forward, tensors.zeros(scratch, 1), scratch.zeros(new Shape(1, hidden.size())));
        }
    }

    private static Map<String, float[]> initialValues(
            ActorCriticNetwork network, Map<String, Parameter> parameters, RandomStream random) {
        var values = new LinkedHashMap<String, float[]>();
        var shapes = new LinkedHashMap<String, long[]>();
        parameters.forEach(
                (name, parameter) -> {
                    values.put(name, parameter.getArray().toFloatArray());
                    shapes.put(name, parameter.getShape().getShape());
                });
        network.initialize(values, shapes, random);
        return values;
    }

    private static Map<String, Parameter> parametersOf(Map<String, Block> blocks) {
        var all = new TreeMap<String, Parameter>();
        blocks.forEach(
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
     * The places of the parameters that are trained.
     *
     * @return in the order of the flat array
     */
    public List<Entry> entries() {
        return List.copyOf(trained.entries);
    }

    /**
     * The places of the parameters that never change.
     *
     * @return in the order of {@link #fixedValues}; empty for most networks
     */
    public List<Entry> fixedEntries() {
        return List.copyOf(fixed.entries);
    }

    /**
     * The number of elements of all parameters that are trained.
     *
     * @return P
     */
    public int size() {
        return (int) trained.flat.size();
    }

    /**
     * The flat array itself.
     *
     * @return {@code (P)}
     */
    public NDArray flat() {
        return trained.flat;
    }

    /**
     * Into how many shards work with these parameters is cut, unless somebody says otherwise. It
     * does not depend on the machine: or the bits would.
     *
     * @return 4 for half a million parameters and more, 1 for less
     */
    public int fittingShards() {
        return size() < LARGE ? 1 : SHARDS;
    }

    /**
     * Makes it possible to work with so many shards at once.
     *
     * @param count the number of shards
     */
    public void prepareShards(int count) {
        while (shards.size() < count) {
            NDArray leaf = trained.flat.stopGradient();
            leaf.attach(manager);
            leaf.setRequiresGradient(true);
            shards.add(new Handles(leaf, fixed.flat == null ? new NDList() : aliases(fixed)));
        }
    }

    private NDList aliases(Piece piece) {
        var aliases = new NDList();
        for (NDArray view : piece.views) {
            NDArray alias = view.reshape(view.getShape());
            alias.attach(manager);
            aliases.add(alias);
        }
        return aliases;
    }

    /**
     * The gradient of all shards together, added in their order.
     *
     * @param count the number of shards that were learned from
     * @param phase owns it
     * @return {@code (P)}, which may be changed until the next {@link #clearGradients}
     */
    public NDArray gradient(int count, NDManager phase) {
        NDArray sum = shards.get(0).flat.getGradient();
        sum.attach(phase);
        for (int i = 1; i < count; i++) {
            NDArray next = shards.get(i).flat.getGradient();
            next.attach(phase);
            sum.addi(next);
        }
        return sum;
    }

    /** Forgets the gradients of all shards. */
    public void clearGradients() {
        for (Handles each : shards) {
            // DJL makes a gradient of zeros where there is none yet.
            each.flat.getGradient().close();
            JniUtils.zeroGrad((PtNDArray) each.flat);
        }
    }

    /**
     * The values now.
     *
     * @return P values
     */
    public float[] values() {
        return trained.values();
    }

    /**
     * The values that never change.
     *
     * @return the values of {@link #fixedEntries}
     */
    public float[] fixedValues() {
        return fixed.values();
    }

    /**
     * Sets all values that are trained.
     *
     * @param values P values
     */
    public void set(float[] values) {
        trained.set(manager, values);
    }

    /**
     * Sets the values that do not change by training, as they were when a run began.
     *
     * @param values the values of {@link #fixedEntries}
     */
    public void setFixed(float[] values) {
        fixed.set(manager, values);
    }

    /**
     * A pass for acting. What it makes belongs to the manager.
     *
     * @param phase the manager of the phase
     * @return the pass
     */
    public Forward acting(NDManager phase) {
        phase.tempAttachAll(trained.views);
        return Forward.with(new Store(phase, trained.views, fixed.views), false);
    }

    /**
     * A pass for acting beside others. Passes of different shards may run on different threads.
     *
     * @param shard the shard, after {@link #prepareShards}
     * @param phase the manager of the shard
     * @return the pass
     */
    public Forward acting(int shard, NDManager phase) {
        Handles own = shards.get(shard);
        phase.tempAttachAll(own.flat);
        return Forward.with(new Store(phase, trained.views(own.flat), own.fixed), false);
    }

    /**
     * A pass for learning, with a graph from the flat array on. Passes of different shards may run
     * on different threads.
     *
     * @param shard the shard of the mini-batch, after {@link #prepareShards}
     * @param phase the manager of the shard
     * @return the pass
     */
    public Forward learning(int shard, NDManager phase) {
        Handles own = shards.get(shard);
        phase.tempAttachAll(own.flat);
        return Forward.with(new Store(phase, trained.views(own.flat), own.fixed), true);
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Hands out the views in place of the blocks' own arrays. */
    private final class Store extends ParameterStore {
        private final NDList values;
        private final NDList fixedValues;

        Store(NDManager phase, NDList values, NDList fixedValues) {
            super(phase, false);
            this.values = values;
            this.fixedValues = fixedValues;
            phase.tempAttachAll(fixedValues);
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            if (parameter == null) {
                return null;
            }
            Integer index = trained.indexOfId.get(parameter.getId());
            if (index != null) {
                return values.get(index);
            }
            index = fixed.indexOfId.get(parameter.getId());
            if (index == null) {
                throw new IllegalStateException(
                        "forward() runs a block that blocks() does not name; its parameter is "
                                + parameter.getName());
            }
            return fixedValues.get(index);
        }
    }
}
