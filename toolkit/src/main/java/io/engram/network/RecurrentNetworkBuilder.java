package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;

/**
 * What ready-made networks with memory have besides: an LSTM of 64 units unless told otherwise.
 *
 * @param <B> the builder itself
 */
public abstract class RecurrentNetworkBuilder<B extends RecurrentNetworkBuilder<B>>
        extends NetworkBuilder<B> {
    private Memory memory = Memory.LSTM;
    private int memoryUnits = 64;
    private int memoryLayers = 1;

    RecurrentNetworkBuilder(ObservationSpace observationSpace, ActionSpace actionSpace) {
        super(observationSpace, actionSpace);
    }

    /**
     * Remembers with an LSTM.
     *
     * @param units the width of each layer, at least 1
     * @return this builder
     */
    public B lstm(int units) {
        memory = Memory.LSTM;
        memoryUnits = units;
        return self();
    }

    /**
     * Remembers with a GRU.
     *
     * @param units the width of each layer, at least 1
     * @return this builder
     */
    public B gru(int units) {
        memory = Memory.GRU;
        memoryUnits = units;
        return self();
    }

    /**
     * The number of recurrent layers.
     *
     * @param layers at least 1; 1 unless set
     * @return this builder
     */
    public B layers(int layers) {
        memoryLayers = layers;
        return self();
    }

    final NetworkSpec spec(int rndFeatures) {
        return spec(memory, memoryUnits, memoryLayers, rndFeatures);
    }
}
