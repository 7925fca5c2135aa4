package io.engram.checkpoint;

import io.engram.agent.AgentConfig;
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
 * @param settings how the run is written down
 */
public record RunDescription(
        String name,
        long seed,
        AgentConfig config,
        ObservationSpace observationSpace,
        ActionSpace actionSpace,
        Optional<NetworkSpec> network,
        Optional<EnvironmentSpec> environment,
        VectorSpec vector,
        Settings settings) {

    /**
     * How a run is written down.
     *
     * @param checkpointEvery every how many updates a checkpoint is saved
     * @param keepCheckpoints how many checkpoints stay
     * @param logs the folder of the metrics and the TensorBoard events
     */
    public record Settings(int checkpointEvery, int keepCheckpoints, String logs) {}
}
