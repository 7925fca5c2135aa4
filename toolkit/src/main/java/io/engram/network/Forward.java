package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

/**
 * One pass through a network: runs its blocks with the right parameters.
 *
 * <pre>{@code
 * NDArray features = forward.apply(encoder, observations.head()).getNDArrayInternal().relu();
 * }</pre>
 */
public final class Forward {
    private final ParameterStore parameters;
    private final boolean training;
    private final boolean initializing;

    private Forward(ParameterStore parameters, boolean training, boolean initializing) {
        this.parameters = parameters;
        this.training = training;
        this.initializing = initializing;
    }

    static Forward with(ParameterStore parameters, boolean training) {
        return new Forward(parameters, training, false);
    }

    /** The first pass, in which every block is initialised with the shapes that reach it. */
    static Forward initializing(ParameterStore parameters) {
        return new Forward(parameters, false, true);
    }

    /**
     * Runs a block that has one input and one output.
     *
     * @param block the block
     * @param input its input
     * @return its output
     */
    public NDArray apply(Block block, NDArray input) {
        return run(block, input).head();
    }

    /**
     * Runs a block.
     *
     * @param block the block
     * @param inputs its inputs
     * @return its outputs
     */
    public NDList run(Block block, NDArray... inputs) {
        var list = new NDList(inputs);
        if (initializing && !block.isInitialized()) {
            refuseBidirectional(block);
            block.initialize(parameters.getManager(), DataType.FLOAT32, list.getShapes());
        }
        return block.forward(parameters, list, training);
    }

    /** DJL's own failure on such a layer, in its first pass, does not tell what is wrong. */
    private static void refuseBidirectional(Block block) {
        for (var parameter : block.getParameters().values()) {
            // The input weights of the direction from right to left.
            if (parameter.getName().startsWith("r_") && parameter.getName().contains("_i2h_")) {
                throw new IllegalArgumentException(
                        "the network has a bidirectional layer, which looks ahead, as acting cannot: build it without optBidirectional(true)");
            }
        }
    }

    /**
     * Multiplies by a number, safely for the gradient.
     *
     * <p>Between a forward pass and its gradient, never write {@code array.mul(2)}, {@code div(2)}
     * or {@code pow(2)}: DJL 0.35 lends the number's memory to PyTorch, which keeps it for the
     * gradient, but lets go of it at once, so that the garbage collector may take it away in
     * between.
     *
     * @param array any array
     * @param factor the number
     * @return the product
     */
    public static NDArray scale(NDArray array, double factor) {
        return array.mul(
                array.getManager().create((float) factor).toDevice(array.getDevice(), false));
    }

    /**
     * Whether this pass is part of an update, as against acting.
     *
     * @return true in an update
     */
    public boolean isTraining() {
        return training;
    }
}
