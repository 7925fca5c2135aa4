package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.Part;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Turns the parts of an observation into one row of features: three {@link Convolution}s for an
 * image, vectors as they are, one after the other. A user's own encoder takes the place of all
 * that.
 */
final class ObservationEncoder {
    /** The name of the user's block. */
    static final String OWN = "own_encoder";

    private static final int CONVOLUTIONS = 3;

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
        List<Convolution> convolutions = Convolution.of(part);
        for (int i = 0; i < CONVOLUTIONS; i++) {
            Convolution each = convolutions.get(i);
            var block =
                    Conv2d.builder()
                            .setFilters(each.filters())
                            .setKernelShape(new Shape(each.kernel(), each.kernel()))
                            .optPadding(new Shape(each.padding(), each.padding()))
                            .optStride(new Shape(each.down(), each.right()));
            blocks.put(name(part, i), block.build());
        }
    }

    private String name(Part part, int convolution) {
        String of = space.isSingle() ? "" : part.name() + "_";
        return prefix + of + "conv" + (convolution + 1);
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
        for (int i = 0; i < CONVOLUTIONS; i++) {
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
