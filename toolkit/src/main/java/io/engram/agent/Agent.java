package io.engram.agent;

import ai.djl.Device;
import io.engram.engine.Devices;
import io.engram.engine.Processor;
import io.engram.matrix.Products;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkCheck;
import io.engram.pass.NetworkPass;
import io.engram.random.RandomStream;
import io.engram.rollout.RolloutMemory;
import io.engram.settings.AgentConfig;
import io.engram.show.Showable;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Objects;

/**
 * An algorithm's parameters and a network. Made by {@link RecurrentPPO}, {@link RecurrentPPORND},
 * {@link PPO} or {@link PPORND}; a {@code TrainingRun} gives it parameters.
 */
public final class Agent implements Showable {
    private static final int LONGEST_CHECKED_EPISODE = 128;

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
     * @throws IllegalArgumentException if the network's output does not fit the spaces, or a
     *     rollout does not fit into memory
     */
    public Learner learner(
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            int environments,
            long seed) {
        RolloutMemory.require(
                "nSteps", config.nSteps(), environments, observationSpace, actionSpace);
        if (config.rnd() != null && config.rnd().initNormSteps() != null) {
            RolloutMemory.require(
                    "initNormSteps",
                    config.rnd().initNormSteps(),
                    environments,
                    observationSpace,
                    actionSpace);
        }
        Device device = Devices.of(config.device());
        var parameters =
                FlatParameters.initialize(
                        network, observationSpace, device, RandomStream.of(seed, "initialization"));
        try {
            NetworkCheck.verify(
                    network, parameters, observationSpace, actionSpace, sizes(environments));
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
        return canLearnInJava() && Products.hasVectors()
                ? inJava(parameters, observationSpace, environments, seed)
                : inEngine(parameters, observationSpace, environments, seed);
    }

    /**
     * Whether it learns in Java where the JVM lends its vector instructions: on the CPU, with a
     * ready-made network that sees vectors. Elsewhere the engine learns.
     *
     * @return true if so
     */
    public boolean canLearnInJava() {
        return !Devices.of(config.device()).isGpu()
                && NetworkPass.isFor(network)
                && Processor.canMultiplyAdd();
    }

    private Learner inJava(
            FlatParameters parameters, ObservationSpace seen, int environments, long seed) {
        var curiosity =
                config.rnd() == null
                        ? null
                        : new JavaCuriosity(config, network, parameters, seen, environments, seed);
        var path = new JavaLearning(config, network, parameters, curiosity);
        return new Learner(config, network, parameters, curiosity, path, environments, seed);
    }

    private Learner inEngine(
            FlatParameters parameters, ObservationSpace seen, int environments, long seed) {
        var curiosity =
                config.rnd() == null
                        ? null
                        : new EngineCuriosity(
                                config, network, parameters, seen, environments, seed);
        var path = new EngineLearning(config, network, parameters, curiosity, seen);
        return new Learner(config, network, parameters, curiosity, path, environments, seed);
    }

    /**
     * The parameters, those first that differ from the defaults.
     *
     * @return a table
     */
    @Override
    public String toHtml() {
        return AgentTable.html(this);
    }

    /**
     * The algorithm, the network, and the parameters that differ from the defaults.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return AgentTable.text(this);
    }

    /** What an update shows to the network at once, if its episodes are not very short. */
    private NetworkCheck.Sizes sizes(int environments) {
        int length =
                Math.min(
                        config.nSteps(),
                        config.seqLen() > 0 ? config.seqLen() : LONGEST_CHECKED_EPISODE);
        long steps = (long) environments * config.nSteps();
        long sequences =
                config.nMiniBatch() > 0
                        ? steps / ((long) length * config.nMiniBatch()) + 1
                        : Math.min(config.seqMiniBatchSize(), steps);
        return new NetworkCheck.Sizes(
                environments, (int) Math.min(sequences, Integer.MAX_VALUE), length);
    }
}
