package io.engram.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import io.engram.engine.EngineThread;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Map;
import java.util.function.Function;

/** Networks of a user's own, and ways to try them. */
final class Networks {
    static final ObservationSpace SEEN = ObservationSpace.vector(2);
    static final ActionSpace CHOICE = ActionSpace.discrete(2);

    private Networks() {}

    /** What {@link RecurrentPPOSharedNetwork} shows as an example. */
    static class Own implements RecurrentPPOSharedNetwork {
        private final Block encoder = Linear.builder().setUnits(32).build();
        private final Block gru =
                GRU.builder().setStateSize(32).setNumLayers(1).optReturnState(true).build();
        private final Block policy = Linear.builder().setUnits(2).build();
        private final Block value = Linear.builder().setUnits(1).build();

        @Override
        public Map<String, Block> blocks() {
            return Map.of("encoder", encoder, "gru", gru, "policy", policy, "value", value);
        }

        @Override
        public HiddenShape hiddenStateShape() {
            return new HiddenShape(1, 32);
        }

        @Override
        public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
            var encoded = forward.apply(encoder, observations.head()).tanh();
            var memory = forward.run(gru, encoded, hiddenState);
            var logits = forward.apply(policy, memory.get(0));
            return new Output(
                    new PolicyDistribution.Categorical(logits, 2),
                    forward.apply(value, memory.get(0)),
                    memory.get(1));
        }
    }

    /** Gives parameters to a network, does something on the engine's thread, and cleans up. */
    static <T> T with(
            ActorCriticNetwork network,
            ObservationSpace seen,
            long seed,
            Function<FlatParameters, T> use) {
        return EngineThread.call(
                () -> {
                    try (var parameters =
                            FlatParameters.initialize(
                                    network, seen, Device.cpu(), RandomStream.of(seed, "test"))) {
                        return use.apply(parameters);
                    }
                });
    }

    /** What a run does with a network before its first update. */
    static void check(ActorCriticNetwork network) {
        check(network, new NetworkCheck.Sizes(2, 2, 3));
    }

    /** The same for a run that shows so much at once. */
    static void check(ActorCriticNetwork network, NetworkCheck.Sizes sizes) {
        with(
                network,
                SEEN,
                1,
                parameters -> {
                    NetworkCheck.verify(network, parameters, SEEN, CHOICE, sizes);
                    return parameters.size();
                });
    }
}
