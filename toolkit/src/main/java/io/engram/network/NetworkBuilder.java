package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;

/**
 * The widths that all ready-made networks have.
 *
 * @param <B> the builder itself
 */
public abstract class NetworkBuilder<B extends NetworkBuilder<B>> {
    static final int RND_FEATURES = 64;

    private final ObservationSpace observationSpace;
    private final ActionSpace actionSpace;
    private int hiddenUnits = 128;
    private double initialLogStd;

    NetworkBuilder(ObservationSpace observationSpace, ActionSpace actionSpace) {
        this.observationSpace = observationSpace;
        this.actionSpace = actionSpace;
    }

    abstract B self();

    /**
     * The width of the linear layers.
     *
     * @param units at least 1; 128 unless set
     * @return this builder
     */
    public B hidden(int units) {
        hiddenUnits = units;
        return self();
    }

    /**
     * The initial spread of continuous actions.
     *
     * @param logStd the natural logarithm of the standard deviation, -10 to 3; 0 unless set
     * @return this builder
     */
    public B initialLogStd(double logStd) {
        initialLogStd = logStd;
        return self();
    }

    final NetworkSpec spec(Memory memory, int memoryUnits, int memoryLayers, int rndFeatures) {
        return new NetworkSpec(
                observationSpace,
                actionSpace,
                memory,
                memoryUnits,
                memoryLayers,
                hiddenUnits,
                initialLogStd,
                rndFeatures);
    }

    static int requireFeatures(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("rndFeatures must be at least 1, but is " + count);
        }
        return count;
    }
}
