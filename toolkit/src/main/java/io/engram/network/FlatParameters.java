package io.engram.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.engram.engine.Handles;
import io.engram.random.RandomStream;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * All parameters of a network in one array of floats, which an optimiser changes, and in one of the
 * engine, which follows it when the engine is to compute with them.
 *
 * <p>Parameters that are never trained (the target of random network distillation) lie apart.
 *
 * <p>Each parameter is a view of its piece of the engine's array. The order is that of the blocks'
 * names. Used on the engine's thread only.
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
        /** Name and shape, such as {@code lin_hidden.weight (128, 64)}. */
        private String text() {
            return name + " " + shape;
        }
    }

    private static final int MANY = 500_000;

    private final NDManager manager;
    private final FlatPiece trained;
    private final FlatPiece fixed;

    /** What each shard works with. */
    private final List<Shard> shards = new ArrayList<>();

    /**
     * Handles of the same memory for one thread.
     *
     * @param flat a leaf of its own, since a gradient belongs to a handle
     * @param fixed the parameters that are never trained
     */
    private record Shard(NDArray flat, NDList fixed) {}

    private FlatParameters(NDManager manager, InitialParameters initial) {
        this.manager = manager;
        trained = new FlatPiece(manager, initial.trained(), initial.trainedValues());
        fixed = new FlatPiece(manager, initial.fixed(), initial.fixedValues());
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
        try (var scratch = NDManager.newBaseManager(Device.cpu())) {
            var initial = InitialParameters.of(network, observationSpace, random, scratch);
            return new FlatParameters(NDManager.newBaseManager(device), initial);
        }
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
     * Makes sure that these are the parameters that a checkpoint has values for.
     *
     * @param saved the places of the parameters in the checkpoint
     * @throws IllegalArgumentException if they are not; it names the first that differs
     */
    public void requireSame(List<Entry> saved) {
        for (int i = 0; i < Math.max(trained.entries.size(), saved.size()); i++) {
            String here = text(trained.entries, i);
            String there = text(saved, i);
            if (!here.equals(there)) {
                throw new IllegalArgumentException(
                        "parameter %d of the network is %s, but in the checkpoint it is %s; give the network that was trained"
                                .formatted(i + 1, here, there));
            }
        }
    }

    private static String text(List<Entry> entries, int index) {
        return index < entries.size() ? entries.get(index).text() : "no more";
    }

    /**
     * The number of elements of all parameters that are trained.
     *
     * @return P
     */
    public int size() {
        return trained.values().length;
    }

    /**
     * Where the engine has the parameters.
     *
     * @return a device
     */
    public Device device() {
        return manager.getDevice();
    }

    /**
     * The values themselves, for an optimiser. Whoever changes them says so to {@link #changed}.
     *
     * @return P values, not a copy
     */
    public float[] array() {
        return trained.values();
    }

    /**
     * The engine's array.
     *
     * @return {@code (P)}
     */
    public NDArray flat() {
        return trained.flat();
    }

    /** Takes notice that the values of {@link #array} were changed. */
    public void changed() {
        trained.changed();
    }

    /**
     * Whether there are so many that even little work with them is worth sharing among processors.
     *
     * @return true for half a million parameters and more
     */
    public boolean areMany() {
        return size() >= MANY;
    }

    /**
     * Makes it possible to work in the engine with so many shards at once, with the present values.
     *
     * @param count the number of shards
     */
    public void prepareShards(int count) {
        NDArray flat = trained.flat();
        while (shards.size() < count) {
            NDArray leaf = flat.stopGradient();
            leaf.attach(manager);
            leaf.setRequiresGradient(true);
            shards.add(new Shard(leaf, Handles.others(fixed.views(), manager)));
        }
    }

    /**
     * The gradient of all shards of the engine together, added in their order.
     *
     * @param count the number of shards that were learned from
     * @param phase owns what is made on the way
     * @return P numbers
     */
    public float[] gradient(int count, NDManager phase) {
        NDArray sum = shards.get(0).flat.getGradient();
        sum.attach(phase);
        for (int i = 1; i < count; i++) {
            NDArray next = shards.get(i).flat.getGradient();
            next.attach(phase);
            sum.addi(next);
        }
        return sum.toFloatArray();
    }

    /** Forgets the gradients of all shards. */
    public void clearGradients() {
        for (Shard each : shards) {
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
        return trained.values().clone();
    }

    /**
     * The values that never change.
     *
     * @return the values of {@link #fixedEntries}
     */
    public float[] fixedValues() {
        return fixed.values().clone();
    }

    /**
     * Sets all values that are trained.
     *
     * @param values P values
     */
    public void set(float[] values) {
        trained.set(values);
    }

    /**
     * Sets the values that do not change by training, as they were when a run began.
     *
     * @param values the values of {@link #fixedEntries}
     */
    public void setFixed(float[] values) {
        fixed.set(values);
    }

    /**
     * A pass for acting. What it makes belongs to the manager.
     *
     * @param phase the manager of the phase
     * @return the pass
     */
    public Forward acting(NDManager phase) {
        NDList views = trained.views();
        phase.tempAttachAll(views);
        return Forward.with(new Store(phase, views, fixed.views()), false);
    }

    /**
     * A pass for acting beside others. Passes of different shards may run on different threads.
     *
     * @param shard the shard, after {@link #prepareShards}
     * @param phase the manager of the shard
     * @return the pass
     */
    public Forward acting(int shard, NDManager phase) {
        Shard own = shards.get(shard);
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
        Shard own = shards.get(shard);
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
            Integer index = trained.indexOf(parameter);
            if (index != null) {
                return values.get(index);
            }
            index = fixed.indexOf(parameter);
            if (index == null) {
                throw new IllegalStateException(
                        "forward() runs a block that blocks() does not name; its parameter is "
                                + parameter.getName());
            }
            return fixedValues.get(index);
        }
    }
}
