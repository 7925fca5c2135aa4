package io.engram.network;

import ai.djl.nn.Block;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What all ready-made networks have.
 *
 * @param <B> the builder itself
 */
public abstract class NetworkBuilder<B extends NetworkBuilder<B>> {
    static final int RND_FEATURES = 64;

    private final ObservationSpace observationSpace;
    private final ActionSpace actionSpace;
    private int[] hiddenWidths = {128};
    private Activation activation = Activation.RELU;
    private boolean layerNorm;
    private boolean squash;
    private boolean stateDependentStd;
    private double initialLogStd;
    private Supplier<Block> ownEncoder;

    NetworkBuilder(ObservationSpace observationSpace, ActionSpace actionSpace) {
        this.observationSpace = observationSpace;
        this.actionSpace = actionSpace;
    }

    abstract B self();

    /**
     * The widths of the linear layers: those that actor and critic share, from below. The layers
     * that actor and critic have each for themselves come behind them and are as wide as the last.
     *
     * <p>{@code hidden(256, 128)} is a shared layer of 256, one of 128, and one of 128 for each of
     * actor and critic.
     *
     * @param units at least one width, each at least 1; 128 unless set
     * @return this builder
     */
    public B hidden(int... units) {
        if (units.length == 0) {
            throw new IllegalArgumentException(
                    "hidden must have at least one width, such as hidden(128), but has none");
        }
        hiddenWidths = units.clone();
        return self();
    }

    /**
     * What is made of the sums of the linear layers. Convolutions, predictor and target stay
     * rectified; the initial weights are the same for all.
     *
     * @param kind the function; {@link Activation#RELU} unless set
     * @return this builder
     */
    public B activation(Activation kind) {
        activation = kind;
        return self();
    }

    /**
     * Whether the sums of each linear layer but the heads are brought to mean 0 and variance 1, and
     * then scaled and moved by learned numbers, before their activation (Ba, Kiros and Hinton
     * 2016).
     *
     * @param normalize false unless set
     * @return this builder
     */
    public B layerNorm(boolean normalize) {
        layerNorm = normalize;
        return self();
    }

    /**
     * Whether real numbers are squashed into their bounds rather than clipped: what is drawn, u,
     * becomes low + (high − low) · (tanh u + 1) / 2. Log-probability and entropy are those of what
     * the environment gets. The bounds must be finite.
     *
     * @param squashed false unless set
     * @return this builder
     */
    public B squash(boolean squashed) {
        squash = squashed;
        return self();
    }

    /**
     * Whether the standard deviation of real numbers depends on the state: a linear layer beside
     * that of the means, which begins near {@link #initialLogStd} everywhere. Otherwise it is one
     * learned number for each dimension.
     *
     * @param dependent false unless set
     * @return this builder
     */
    public B stateDependentStd(boolean dependent) {
        stateDependentStd = dependent;
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

    /**
     * An encoder of your own, in place of the convolutions and of vectors as they are. The block is
     * given each part of the observation, {@code (B, …)} floats with pixels in {@code [0, 1]}, and
     * gives {@code (B, X)} for any X. It must treat each row by itself, so have no batch
     * normalisation. Its parameters are trained and saved with the network's and begin with its own
     * DJL initialisers; the block itself is not saved, so that loading needs the network again:
     * {@code Policy.load(path, network)}, {@code TrainingRun.resume(path, network, envs)}.
     *
     * <pre>{@code
     * .encoder(() -> new SequentialBlock()
     *         .add(Linear.builder().setUnits(32).build())
     *         .add(Activation.tanhBlock()))
     * }</pre>
     *
     * @param block makes the block, anew at each call: a network has one, and predictor and target
     *     have one each
     * @return this builder
     */
    public B encoder(Supplier<Block> block) {
        ownEncoder = block;
        return self();
    }

    final Supplier<Block> ownEncoder() {
        return ownEncoder;
    }

    /** What recurrent layers there are, and how they are wired. */
    record Remembering(List<MemoryLayer> stack, boolean skip, boolean separate) {
        static final Remembering NOTHING = new Remembering(List.of(), false, false);
    }

    final NetworkSpec spec(Remembering memory, int rndFeatures) {
        int last = hiddenWidths.length - 1;
        var lowerWidths = new ArrayList<Integer>();
        for (int i = 0; i < last; i++) {
            lowerWidths.add(hiddenWidths[i]);
        }
        List<MemoryLayer> stack = memory.stack;
        MemoryLayer first = stack.isEmpty() ? null : stack.get(0);
        boolean alike = stack.stream().allMatch(layer -> layer.equals(first));
        return new NetworkSpec(
                observationSpace,
                actionSpace,
                first == null ? Memory.NONE : first.memory(),
                first == null ? 1 : first.units(),
                alike ? Math.max(1, stack.size()) : 1,
                hiddenWidths[last],
                initialLogStd,
                rndFeatures,
                new NetworkOptions(
                        lowerWidths,
                        activation,
                        layerNorm,
                        memory.skip,
                        squash,
                        stateDependentStd,
                        alike ? List.of() : stack.subList(1, stack.size()),
                        memory.separate,
                        ownEncoder != null));
    }

    static int requireFeatures(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("rndFeatures must be at least 1, but is " + count);
        }
        return count;
    }
}
