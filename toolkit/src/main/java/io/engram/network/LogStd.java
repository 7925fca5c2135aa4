package io.engram.network;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/** One logarithm of a standard deviation for each action dimension, whatever the state. */
final class LogStd extends AbstractBlock {
    private final Parameter logStd;
    private final int dimensions;

    @SuppressWarnings("this-escape")
    LogStd(int dimensions) {
        this.dimensions = dimensions;
        logStd =
                addParameter(
                        Parameter.builder()
                                .setName("log_std")
                                .setType(Parameter.Type.WEIGHT)
                                .optShape(new Shape(dimensions))
                                .optInitializer(Initializer.ZEROS)
                                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(parameters.getValue(logStd, inputs.head().getDevice(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(dimensions)};
    }
}
