package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.network.PPORNDNetwork;
import io.engram.network.RecurrentPPORNDNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes down what a network's predictor and target are given. */
final class Watch {
    private final List<float[]> observations = new ArrayList<>();
    private final List<float[]> hiddenStates = new ArrayList<>();

    /** The same network in the engine, watched if it is curious. */
    ActorCriticNetwork of(ActorCriticNetwork network) {
        if (network instanceof PPORNDNetwork one) {
            return new Stepwise(one);
        }
        return network instanceof RecurrentPPORNDNetwork one
                ? new Recurrent(one)
                : EngineOnly.of(network);
    }

    /** Since the last {@link #forget}, the observations of one part. */
    float[] observations() {
        return concatenated(observations);
    }

    /** Since the last {@link #forget}. */
    float[] hiddenStates() {
        return concatenated(hiddenStates);
    }

    void forget() {
        observations.clear();
        hiddenStates.clear();
    }

    private static float[] concatenated(List<float[]> pieces) {
        var all = new float[pieces.stream().mapToInt(each -> each.length).sum()];
        int from = 0;
        for (float[] piece : pieces) {
            System.arraycopy(piece, 0, all, from, piece.length);
            from += piece.length;
        }
        return all;
    }

    private final class Stepwise implements PPORNDNetwork {
        private final PPORNDNetwork network;

        Stepwise(PPORNDNetwork network) {
            this.network = network;
        }

        @Override
        public Map<String, Block> blocks() {
            return network.blocks();
        }

        @Override
        public Map<String, Block> targetBlocks() {
            return network.targetBlocks();
        }

        @Override
        public Output forwardActorCritic(Forward forward, NDList seen) {
            return network.forwardActorCritic(forward, seen);
        }

        @Override
        public Features forwardRnd(Forward forward, NDList seen) {
            observations.add(seen.head().toFloatArray());
            return network.forwardRnd(forward, seen);
        }
    }

    private final class Recurrent implements RecurrentPPORNDNetwork {
        private final RecurrentPPORNDNetwork network;

        Recurrent(RecurrentPPORNDNetwork network) {
            this.network = network;
        }

        @Override
        public Map<String, Block> blocks() {
            return network.blocks();
        }

        @Override
        public Map<String, Block> targetBlocks() {
            return network.targetBlocks();
        }

        @Override
        public HiddenShape hiddenStateShape() {
            return network.hiddenStateShape();
        }

        @Override
        public Output forwardActorCritic(Forward forward, NDList seen, NDArray hiddenState) {
            return network.forwardActorCritic(forward, seen, hiddenState);
        }

        @Override
        public Features forwardRnd(Forward forward, NDList seen, NDArray hiddenState) {
            observations.add(seen.head().toFloatArray());
            hiddenStates.add(hiddenState.toFloatArray());
            return network.forwardRnd(forward, seen, hiddenState);
        }
    }
}
