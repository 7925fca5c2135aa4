package io.engram.agent;

import ai.djl.Device;
import io.engram.engine.Devices;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkCheck;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Objects;

/**
 * An algorithm's parameters and a network. Made by {@link RecurrentPPO}, {@link RecurrentPPORND},
 * {@link PPO} or {@link PPORND}; a {@code TrainingRun} gives it parameters.
 */
public final class Agent {
    private final AgentConfig config;
    private final ActorCriticNetwork network;

    Agent(AgentConfig config, ActorCriticNetwork network) {
        this.config = config;
        this.network = network;
    }

    /**
     * An agent of a configuration, whichever algorithm it is of.
     *
     * @param config the parameters
     * @param network a network for that algorithm
     * @return the agent
     * @throws IllegalArgumentException if the network is for another algorithm
     */
    public static Agent of(AgentConfig config, ActorCriticNetwork network) {
        Class<?> wanted = config.algorithm().network();
        if (!wanted.isInstance(Objects.requireNonNull(network, "network"))) {
            throw new IllegalArgumentException(
                    "%s needs a %s, but the network is a %s"
                            .formatted(
                                    config.algorithm().key(),
                                    wanted.getSimpleName(),
                                    network.getClass().getSimpleName()));
        }
        return new Agent(config, network);
    }

    /**
     * The parameters.
     *
     * @return the configuration
     */
    public AgentConfig config() {
        return config;
    }

    /**
     * The network.
     *
     * @return the network, without parameter values
     */
    public ActorCriticNetwork network() {
        return network;
    }

    /**
     * A learner with fresh parameters. Called on the engine's thread.
     *
     * @param observationSpace what is seen
     * @param actionSpace what is chosen from
     * @param environments N
     * @param seed the run's seed
     * @return the learner, to be closed by the caller
     * @throws IllegalArgumentException if the network's output does not fit the spaces
     */
    public Learner learner(
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int environments,
            long seed) {
        Device device = Devices.of(config.device());
        var parameters =
                FlatParameters.initialize(
                        network, observationSpace, device, RandomStream.of(seed, "initialization"));
        try {
            NetworkCheck.verify(network, parameters, observationSpace, actionSpace);
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
        var curiosity =
                config.rnd() == null
                        ? null
                        : new Curiosity(
                                config, network, parameters, observationSpace, environments, seed);
        return new Learner(config, network, parameters, curiosity, environments, seed);
    }
}
