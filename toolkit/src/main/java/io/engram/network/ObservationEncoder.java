package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.Part;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Turns the parts of an observation into one row of features: three convolutions for an image,
 * vectors as they are, one after the other. Images of at least 36 × 36 go through the convolutions
 * of Mnih et al. 2015; smaller ones through three of 3 × 3 with padding, each of which halves an
 * axis that is longer than 8. A user's own encoder takes the place of all that.
 */
final class ObservationEncoder {
    /** The name of the user's block. */
    static final String OWN = "own_encoder";

    private static final String[] CONVOLUTIONS = {"conv1", "conv2", "conv3"};
    private static final int[] FILTERS = {32, 64, 64};
    private static final int[] LARGE_KERNELS = {8, 4, 3};
    private static final int[] LARGE_STRIDES = {4, 2, 1};

    /** An axis of a small image that is longer is halved. */
    private static final int SHORT_AXIS = 8;

    private final ObservationSpace space;
    private final Map<String, Block> blocks;
    private final String prefix;
    private final boolean isOwn;

    /**
     * Adds its blocks to those of a network.
     *
     * @param own makes the user's encoder, or null for the ready-made one
     * @param prefix of the blocks' names
     */
    ObservationEncoder(
            ObservationSpace space, Supplier<Block> own, Map<String, Block> blocks, String prefix) {
        this.space = space;
        this.blocks = blocks;
        this.prefix = prefix;
        isOwn = own != null;
        if (isOwn) {
            Block block = own.get();
            if (block == null) {
                throw new IllegalArgumentException(
                        "encoder(…) must make a block, but made null; give for example () -> new SequentialBlock().add(…)");
            }
            blocks.put(prefix + OWN, block);
            return;
        }
        for (Part part : space.parts()) {
            if (isImage(part)) {
                addConvolutions(part);
            }
        }
    }

    private static boolean isImage(Part part) {
        return part.shape().length > 1;
    }

    private void addConvolutions(Part part) {
        int height = part.shape()[1];
        int width = part.shape()[2];
        boolean isLarge = NetworkSpec.isLarge(height, width);
        for (int i = 0; i < CONVOLUTIONS.length; i++) {
            var convolution = Conv2d.builder().setFilters(FILTERS[i]);
            if (isLarge) {
                convolution
                        .setKernelShape(new Shape(LARGE_KERNELS[i], LARGE_KERNELS[i]))
                        .optStride(new Shape(LARGE_STRIDES[i], LARGE_STRIDES[i]));
            } else {
                int down = height > SHORT_AXIS ? 2 : 1;
                int right = width > SHORT_AXIS ? 2 : 1;
                convolution
                        .setKernelShape(new Shape(3, 3))
                        .optPadding(new Shape(1, 1))
                        .optStride(new Shape(down, right));
                height = (height - 1) / down + 1;
                width = (width - 1) / right + 1;
            }
            blocks.put(name(part, i), convolution.build());
        }
    }

    private String name(Part part, int convolution) {
        String of = space.isSingle() ? "" : part.name() + "_";
        return prefix + of + CONVOLUTIONS[convolution];
    }

    /** Parts (batch, …) of floats -> (batch, features); the batch may have one axis or two. */
    NDArray encode(Forward forward, NDList observations, long... batch) {
        if (isOwn) {
            return encodedByOwn(forward, observations, batch);
        }
        var features = new NDList(observations.size());
        for (int i = 0; i < observations.size(); i++) {
            Part part = space.parts().get(i);
            NDArray seen = observations.get(i);
            features.add(isImage(part) ? convolved(forward, part, seen, batch) : seen);
        }
        return features.size() == 1 ? features.head() : NDArrays.concat(features, batch.length);
    }

    private NDArray convolved(Forward forward, Part part, NDArray images, long... batch) {
        int[] shape = part.shape();
        NDArray pixels = images.reshape(-1, shape[0], shape[1], shape[2]);
        for (int i = 0; i < CONVOLUTIONS.length; i++) {
            pixels = Activation.RELU.of(forward.apply(blocks.get(name(part, i)), pixels));
        }
        return pixels.reshape(new Shape(batch).add(-1));
    }

    /** The user's block sees states one by one, whatever the batch. */
    private NDArray encodedByOwn(Forward forward, NDList observations, long... batch) {
        long count = new Shape(batch).size();
        var rows = new NDArray[observations.size()];
        for (int i = 0; i < rows.length; i++) {
            NDArray seen = observations.get(i);
            rows[i] = seen.reshape(new Shape(count).addAll(seen.getShape().slice(batch.length)));
        }
        NDArray encoded = forward.run(blocks.get(prefix + OWN), rows).head();
        if (encoded.getShape().get(0) != count) {
            throw new IllegalArgumentException(
                    "the encoder must give one row for each of the %d states that it sees, but gives the shape %s"
                            .formatted(count, encoded.getShape()));
        }
        return encoded.reshape(new Shape(batch).add(-1));
    }
}
