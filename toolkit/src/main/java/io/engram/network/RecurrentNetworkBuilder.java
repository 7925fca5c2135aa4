package io.engram.network;

import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What ready-made networks with memory have besides: an LSTM of 64 units unless told otherwise.
 *
 * @param <B> the builder itself
 */
public abstract class RecurrentNetworkBuilder<B extends RecurrentNetworkBuilder<B>>
        extends NetworkBuilder<B> {
    private static final MemoryLayer DEFAULT = new MemoryLayer(Memory.LSTM, 64);

    private final List<MemoryLayer> stack = new ArrayList<>();
    private int memoryLayers = 1;
    private boolean skip;
    private boolean separateMemories;

    RecurrentNetworkBuilder(ObservationSpace observationSpace, ActionSpace actionSpace) {
        super(observationSpace, actionSpace);
    }

    /**
     * Remembers with an LSTM. Said again, or after {@link #gru}, it is one more layer above: {@code
     * lstm(128).gru(64)}.
     *
     * @param units the width of the layer, at least 1
     * @return this builder
     */
    public B lstm(int units) {
        stack.add(new MemoryLayer(Memory.LSTM, units));
        return self();
    }

    /**
     * Remembers with a GRU. Said again, or after {@link #lstm}, it is one more layer above.
     *
     * @param units the width of the layer, at least 1
     * @return this builder
     */
    public B gru(int units) {
        stack.add(new MemoryLayer(Memory.GRU, units));
        return self();
    }

    /**
     * The number of recurrent layers, where they are of one kind and width: {@code
     * lstm(64).layers(2)} is {@code lstm(64).lstm(64)}.
     *
     * @param layers at least 1; 1 unless set
     * @return this builder
     */
    public B layers(int layers) {
        NetworkSpec.requirePositive("memoryLayers", layers);
        memoryLayers = layers;
        return self();
    }

    /**
     * Whether what the encoder sees goes past the memory as well: the linear layers are given the
     * memory's output, followed by the encoder's features. What can be done without remembering is
     * then learned as without a memory.
     *
     * @param past false unless set
     * @return this builder
     */
    public B skip(boolean past) {
        skip = past;
        return self();
    }

    /**
     * Whether the critic has recurrent layers and shared linear layers of its own, as large as the
     * actor's, so that neither's gradient changes what the other remembers. Both see by one
     * encoder. It about doubles the work.
     *
     * @param separate false unless set
     * @return this builder
     */
    public B separateMemories(boolean separate) {
        separateMemories = separate;
        return self();
    }

    final NetworkSpec spec(int rndFeatures) {
        return spec(new Remembering(memoryStack(), skip, separateMemories), rndFeatures);
    }

    private List<MemoryLayer> memoryStack() {
        if (stack.size() > 1 && memoryLayers > 1) {
            throw new IllegalArgumentException(
                    "layers(%d) is for a memory that is named once, but there are %s; name each layer, such as lstm(64).lstm(64).gru(32)"
                            .formatted(memoryLayers, stack));
        }
        if (stack.size() > 1) {
            return List.copyOf(stack);
        }
        return Collections.nCopies(memoryLayers, stack.isEmpty() ? DEFAULT : stack.get(0));
    }
}
