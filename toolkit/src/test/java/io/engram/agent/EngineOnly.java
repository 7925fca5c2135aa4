package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.network.PPOSharedNetwork;
import io.engram.network.RecurrentPPOSharedNetwork;
import java.util.Map;

/** A ready-made network that does not look like one: the engine acts and learns. */
final class EngineOnly {
    private EngineOnly() {}

    static ActorCriticNetwork of(ActorCriticNetwork network) {
        return network instanceof RecurrentPPOSharedNetwork one
                ? new Recurrent(one)
                : new Stepwise((PPOSharedNetwork) network);
    }

    private record Stepwise(PPOSharedNetwork network) implements PPOSharedNetwork {
        @Override
        public Map<String, Block> blocks() {
            return network.blocks();
        }

        @Override
        public Output forward(Forward forward, NDList seen) {
            return network.forward(forward, seen);
        }
    }

    private record Recurrent(RecurrentPPOSharedNetwork network)
            implements RecurrentPPOSharedNetwork {
        @Override
        public Map<String, Block> blocks() {
            return network.blocks();
        }

        @Override
        public HiddenShape hiddenStateShape() {
            return network.hiddenStateShape();
        }

        @Override
        public Output forward(Forward forward, NDList seen, NDArray hiddenState) {
            return network.forward(forward, seen, hiddenState);
        }
    }
}
