package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.Part;
import java.util.Map;

/**
 * Turns the parts of an observation into one row of features: three convolutions for an image (Mnih
 * et al. 2015), vectors as they are, one after the other.
 */
final class ObservationEncoder {
    private static final String[] CONVOLUTIONS = {"conv1", "conv2", "conv3"};

    private final ObservationSpace space;
    private final Map<String, Block> blocks;
    private final String prefix;

    /** Adds its blocks to those of a network, with a prefix of their names. */
    ObservationEncoder(ObservationSpace space, Map<String, Block> blocks, String prefix) {
        this.space = space;
        this.blocks = blocks;
        this.prefix = prefix;
        for (Part part : space.parts()) {
            if (isImage(part)) {
                blocks.put(name(part, 0), convolution(32, 8, 4));
                blocks.put(name(part, 1), convolution(64, 4, 2));
                blocks.put(name(part, 2), convolution(64, 3, 1));
            }
        }
    }

    private static boolean isImage(Part part) {
        return part.shape().length > 1;
    }

    private String name(Part part, int convolution) {
        String of = space.isSingle() ? "" : part.name() + "_";
        return prefix + of + CONVOLUTIONS[convolution];
    }

    private static Block convolution(int filters, int kernel, int stride) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .build();
    }

    /** Parts (batch, …) of floats -> (batch, features); the batch may have one axis or two. */
    NDArray encode(Forward forward, NDList observations, long... batch) {
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
            pixels = Activation.relu(forward.apply(blocks.get(name(part, i)), pixels));
        }
        return pixels.reshape(new Shape(batch).add(-1));
    }
}
