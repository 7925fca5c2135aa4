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
 * @param settings how the run is written down, and how its best policy is found
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
     * How a run is written down, and how its best policy is found.
     *
     * @param checkpointEvery every how many updates a checkpoint is saved
     * @param keepCheckpoints how many checkpoints stay
     * @param logs the folder of the metrics and the TensorBoard events
     * @param evaluations how the best policy is found, or null if the training return tells
     */
    public record Settings(
            int checkpointEvery, int keepCheckpoints, String logs, Evaluations evaluations) {}

    /**
     * How a policy is evaluated while it is trained.
     *
     * @param every every how many updates
     * @param episodes how many episodes are played each time
     */
    public record Evaluations(int every, int episodes) {}

    /**
     * This description with other logs.
     *
     * @param folder the folder of the metrics and the TensorBoard events
     * @return a description that is otherwise the same
     */
    public RunDescription withLogs(String folder) {
        return new RunDescription(
                name,
                seed,
                config,
                observationSpace,
                actionSpace,
                network,
                environment,
                vector,
                new Settings(
                        settings.checkpointEvery(),
                        settings.keepCheckpoints(),
                        folder,
                        settings.evaluations()));
    }
}
