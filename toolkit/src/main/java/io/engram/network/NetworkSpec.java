package io.engram.network;

import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything that is needed to make a ready-made network again.
 *
 * @param observationSpace what it sees
 * @param actionSpace what it chooses from
 * @param memory the kind of its recurrent layers
 * @param memoryUnits the width of each recurrent layer, H_out
 * @param memoryLayers the number of recurrent layers
 * @param hiddenUnits the width of the linear layers
 * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
 * @param rndFeatures the number of features of predictor and target; 0 without them
 * @param options what else it has
 */
public record NetworkSpec(
        ObservationSpace observationSpace,
        ActionSpace actionSpace,
        Memory memory,
        int memoryUnits,
        int memoryLayers,
        int hiddenUnits,
        double initialLogStd,
        int rndFeatures,
        NetworkOptions options) {

    /** The kinds of recurrent layers. */
    public enum Memory {
        /** Long short-term memory (Hochreiter and Schmidhuber 1997); H = 2 · units. */
        LSTM,
        /** Gated recurrent unit (Cho et al. 2014); H = units. */
        GRU,
        /** No memory: the observation goes straight to the linear layers. */
        NONE
    }

    /**
     * Checks the widths, and that the options fit the spaces.
     *
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     * @param memory the kind of its recurrent layers
     * @param memoryUnits the width of each recurrent layer, H_out
     * @param memoryLayers the number of recurrent layers
     * @param hiddenUnits the width of the linear layers
     * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
     * @param rndFeatures the number of features of predictor and target; 0 without them
     * @param options what else it has
     */
    public NetworkSpec {
        requirePositive("memoryUnits", memoryUnits);
        requirePositive("memoryLayers", memoryLayers);
        requirePositive("hiddenUnits", hiddenUnits);
        if (!(initialLogStd >= -10 && initialLogStd <= 3)) {
            throw new IllegalArgumentException(
                    "initialLogStd must be between -10 and 3, but is " + initialLogStd);
        }
        if (rndFeatures < 0) {
            throw new IllegalArgumentException(
                    "rndFeatures must be at least 0, but is " + rndFeatures);
        }
        if (!options.ownEncoder()) {
            observationSpace.parts().forEach(NetworkSpec::requireEncodable);
        }
        requireMemory(memory, memoryLayers, options);
        requireFitting("squash", options.squash(), actionSpace);
        requireFitting("stateDependentStd", options.stateDependentStd(), actionSpace);
        if (options.squash()) {
            TanhNormal.requireBounds(actionSpace.low(), actionSpace.high());
        }
    }

    /**
     * Describes a network with nothing beyond one memory and one shared layer.
     *
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     * @param memory the kind of its recurrent layers
     * @param memoryUnits the width of each recurrent layer, H_out
     * @param memoryLayers the number of recurrent layers
     * @param hiddenUnits the width of the linear layers
     * @param initialLogStd the initial logarithm of the standard deviation of continuous actions
     * @param rndFeatures the number of features of predictor and target; 0 without them
     */
    public NetworkSpec(
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            Memory memory,
            int memoryUnits,
            int memoryLayers,
            int hiddenUnits,
            double initialLogStd,
            int rndFeatures) {
        this(
                observationSpace,
                actionSpace,
                memory,
                memoryUnits,
                memoryLayers,
                hiddenUnits,
                initialLogStd,
                rndFeatures,
                NetworkOptions.PLAIN);
    }

    private static void requireEncodable(ObservationSpace.Part part) {
        int[] shape = part.shape();
        if (shape.length > 1 && shape.length != 3) {
            throw new IllegalArgumentException(
                    "the image encoder needs observations of shape (channels, height, width), but they are %s; give another shape, or an encoder of your own with encoder(…)"
                            .formatted(part));
        }
    }

    private static void requireMemory(Memory memory, int layers, NetworkOptions options) {
        if (memory == Memory.NONE
                && (options.skip()
                        || options.separateMemories()
                        || !options.upperMemory().isEmpty())) {
            throw new IllegalArgumentException(
                    "skip, separateMemories and upperMemory need a memory, but there is none");
        }
        if (layers > 1 && !options.upperMemory().isEmpty()) {
            throw new IllegalArgumentException(
                    "layers(%d) is for a memory of one kind and width; name each layer instead, such as lstm(64).lstm(64).gru(32)"
                            .formatted(layers));
        }
    }

    private static void requireFitting(String option, boolean isSet, ActionSpace actionSpace) {
        if (isSet && actionSpace.low().length == 0) {
            throw new IllegalArgumentException(
                    "%s(true) is for actions of real numbers, but the action space is %s; leave it out"
                            .formatted(option, actionSpace));
        }
    }

    /**
     * The widths of the shared linear layers, in their order; the last is that of the actor's and
     * the critic's layers too.
     *
     * @return at least one
     */
    public List<Integer> hiddenWidths() {
        var widths = new ArrayList<>(options.lowerWidths());
        widths.add(hiddenUnits);
        return widths;
    }

    /**
     * The recurrent layers of one memory, in their order.
     *
     * @return none without memory
     */
    public List<NetworkOptions.MemoryLayer> memoryStack() {
        if (memory == Memory.NONE) {
            return List.of();
        }
        var layer = new NetworkOptions.MemoryLayer(memory, memoryUnits);
        var stack = new ArrayList<>(Collections.nCopies(memoryLayers, layer));
        stack.addAll(options.upperMemory());
        return stack;
    }

    /**
     * The shape of one sequence's hidden state: layer by layer where all are of one kind and width,
     * else one row with all of them, those of the critic last.
     *
     * @return layers and width; {@link HiddenShape#NONE} without memory
     */
    public HiddenShape hiddenStateShape() {
        if (memory == Memory.NONE) {
            return HiddenShape.NONE;
        }
        if (isUniform()) {
            int width = new NetworkOptions.MemoryLayer(memory, memoryUnits).width();
            return new HiddenShape(memoryLayers, width);
        }
        int width = 0;
        for (var layer : memoryStack()) {
            width = Math.addExact(width, layer.width());
        }
        return new HiddenShape(
                1, options.separateMemories() ? Math.multiplyExact(2, width) : width);
    }

    /**
     * The names of the shared linear layers.
     *
     * @param first the name of the first
     * @return that, and then that with numbers from 2
     */
    public String[] layerNames(String first) {
        var names = new String[hiddenWidths().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = i == 0 ? first : first + (i + 1);
        }
        return names;
    }

    /**
     * Whether all recurrent layers are of one kind and width, and of one memory: the hidden state
     * then has a row for each of them, and else one row with all.
     *
     * @return true without memory too
     */
    public boolean isUniform() {
        return options.upperMemory().isEmpty() && !options.separateMemories();
    }

    /**
     * A network of this description.
     *
     * @return a network of the same layers, without parameter values
     * @throws IllegalStateException if its encoder is the user's own
     */
    public ActorCriticNetwork network() {
        if (options.ownEncoder()) {
            throw new IllegalStateException(
                    "a network with an encoder of one's own is made by its builder alone");
        }
        if (memory == Memory.NONE) {
            return rndFeatures > 0 ? new ActorCriticRND(this, null) : new ActorCritic(this, null);
        }
        return rndFeatures > 0
                ? new RecurrentActorCriticRND(this, null)
                : new RecurrentActorCritic(this, null);
    }

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }
}
