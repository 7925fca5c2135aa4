package io.engram.checkpoint;

import io.engram.agent.RecurrentPPOConfig;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.VectorSpec;
import io.engram.network.NetworkSpec;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Optional;

/**
 * What does not change while a run goes on.
 *
 * @param name the run's name
 * @param seed the run's seed
 * @param config the agent's parameters
 * @param observationSpace what is seen
 * @param actionSpace what is chosen from
 * @param network how to make the network again, or empty if only its own code can
 * @param environment how to make one environment again, or empty if only its own code can
 * @param vector how many environments there are, and what is normalised
 */
public record RunDescription(
        String name,
        long seed,
        RecurrentPPOConfig config,
        ObservationSpace observationSpace,
        ActionSpace actionSpace,
        Optional<NetworkSpec> network,
        Optional<EnvironmentSpec> environment,
        VectorSpec vector) {}
