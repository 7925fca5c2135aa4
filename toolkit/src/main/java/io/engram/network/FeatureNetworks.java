package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.network.NetworkSpec.Memory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The ready-made predictor and target: an encoder each, then linear layers with rectified linear
 * activations over what is seen and remembered. The predictor has one layer more, so that it can
 * learn what the target says (Burda et al. 2018). A wide hidden state is scaled down to count no
 * more than what is seen: or a small observation would hardly matter.
 */
final class FeatureNetworks {
    private static final String PREDICTOR = "rnd_predictor";
    private static final String TARGET = "rnd_target";

    private final boolean remembers;
    private final Map<String, Block> predictorBlocks;
    private final Map<String, Block> targetBlocks = new LinkedHashMap<>();
    private final ObservationEncoder predictorEncoder;
    private final ObservationEncoder targetEncoder;

    /**
     * Adds the predictor's blocks to those of a network; the target's are kept apart.
     *
     * @param ownEncoder makes the user's encoders, or null for the ready-made ones
     */
    FeatureNetworks(NetworkSpec spec, Supplier<Block> ownEncoder, Map<String, Block> blocks) {
        remembers = spec.memory() != Memory.NONE;
        predictorBlocks = blocks;
        predictorEncoder =
                new ObservationEncoder(
                        spec.observationSpace(), ownEncoder, blocks, PREDICTOR + "_");
        targetEncoder =
                new ObservationEncoder(
                        spec.observationSpace(), ownEncoder, targetBlocks, TARGET + "_");
        blocks.put(PREDICTOR + "1", Trunk.linear(spec.hiddenUnits()));
        blocks.put(PREDICTOR + "2", Trunk.linear(spec.hiddenUnits()));
        blocks.put(PREDICTOR + "3", Trunk.linear(spec.rndFeatures()));
        targetBlocks.put(TARGET + "1", Trunk.linear(spec.hiddenUnits()));
        targetBlocks.put(TARGET + "2", Trunk.linear(spec.rndFeatures()));
    }

    Map<String, Block> targetBlocks() {
        return targetBlocks;
    }

    /** Observations (B, …) and hidden states (B, D·layers·H), which a memoryless policy ignores. */
    RandomNetworkDistillation.Features features(
            Forward forward, NDList observations, NDArray hiddenState) {
        NDArray predicted = input(predictorEncoder, forward, observations, hiddenState);
        predicted = relu(forward, predictorBlocks.get(PREDICTOR + "1"), predicted);
        predicted = relu(forward, predictorBlocks.get(PREDICTOR + "2"), predicted);
        predicted = forward.apply(predictorBlocks.get(PREDICTOR + "3"), predicted);
        NDArray target = input(targetEncoder, forward, observations, hiddenState);
        target = relu(forward, targetBlocks.get(TARGET + "1"), target);
        target = forward.apply(targetBlocks.get(TARGET + "2"), target);
        return new RandomNetworkDistillation.Features(predicted, target);
    }

    private NDArray input(
            ObservationEncoder encoder, Forward forward, NDList observations, NDArray hidden) {
        long count = observations.head().getShape().get(0);
        NDArray seen = encoder.encode(forward, observations, count);
        if (!remembers) {
            return seen;
        }
        double share = (double) seen.getShape().get(1) / hidden.getShape().get(1);
        return seen.concat(Forward.scale(hidden, Math.sqrt(Math.min(1, share))), 1);
    }

    private static NDArray relu(Forward forward, Block block, NDArray input) {
        return Activation.RELU.of(forward.apply(block, input));
    }
}
