package io.engram.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Task;
import io.engram.environment.VectorSpec;
import io.engram.network.NetworkSpec;
import io.engram.settings.AgentConfig;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What does not change while a run goes on. A resume may change some of it, and notes it.
 *
 * @param name the run's name
 * @param seed the run's seed
 * @param config the agent's parameters
 * @param observationSpace what is seen
 * @param actionSpace what is chosen from
 * @param network how to make the network again, or empty if only its own code can
 * @param environment how to make one environment again, or empty if only its own code can
 * @param task what the environments are, also those that only their own code can make; empty if
 *     they are several tasks, or the run was saved before it was recorded
 * @param vector how many environments there are, and what is normalised
 * @param settings how the run is written down, and how its best policy is found
 * @param notes what was done to the run since it was made, and how it began if it took something
 *     over, oldest first
 */
public record RunDescription(
        String name,
        long seed,
        AgentConfig config,
        ObservationSpace observationSpace,
        ActionSpace actionSpace,
        Optional<NetworkSpec> network,
        Optional<EnvironmentSpec> environment,
        Optional<Task> task,
        VectorSpec vector,
        Settings settings,
        List<RunNote> notes) {

    /**
     * Takes a copy of the notes.
     *
     * @param name the run's name
     * @param seed the run's seed
     * @param config the agent's parameters
     * @param observationSpace what is seen
     * @param actionSpace what is chosen from
     * @param network how to make the network again
     * @param environment how to make one environment again
     * @param task what the environments are
     * @param vector how many environments there are, and what is normalised
     * @param settings how the run is written down
     * @param notes what was done to the run since it was made
     */
    public RunDescription {
        notes = List.copyOf(notes);
    }

    /**
     * A run to which nothing was done.
     *
     * @param name the run's name
     * @param seed the run's seed
     * @param config the agent's parameters
     * @param observationSpace what is seen
     * @param actionSpace what is chosen from
     * @param network how to make the network again
     * @param environment how to make one environment again
     * @param task what the environments are
     * @param vector how many environments there are, and what is normalised
     * @param settings how the run is written down
     */
    public RunDescription(
            String name,
            long seed,
            AgentConfig config,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            Optional<NetworkSpec> network,
            Optional<EnvironmentSpec> environment,
            Optional<Task> task,
            VectorSpec vector,
            Settings settings) {
        this(
                name,
                seed,
                config,
                observationSpace,
                actionSpace,
                network,
                environment,
                task,
                vector,
                settings,
                List.of());
    }

    /**
     * This run with other parameters of the agent.
     *
     * @param otherConfig the parameters
     * @return a description that is otherwise the same
     */
    public RunDescription with(AgentConfig otherConfig) {
        return new RunDescription(
                name,
                seed,
                otherConfig,
                observationSpace,
                actionSpace,
                network,
                environment,
                task,
                vector,
                settings,
                notes);
    }

    /**
     * This run with more notes.
     *
     * @param more what was done to it since the last one
     * @return a description that is otherwise the same
     */
    public RunDescription noting(List<RunNote> more) {
        var all = new ArrayList<>(notes);
        all.addAll(more);
        return new RunDescription(
                name,
                seed,
                config,
                observationSpace,
                actionSpace,
                network,
                environment,
                task,
                vector,
                settings,
                all);
    }

    /**
     * This run in other environments.
     *
     * @param otherEnvironment how to make one of them again, or empty if only its own code can
     * @param otherTask what they are
     * @return a description that is otherwise the same
     */
    public RunDescription playedIn(
            Optional<EnvironmentSpec> otherEnvironment, Optional<Task> otherTask) {
        return new RunDescription(
                name,
                seed,
                config,
                observationSpace,
                actionSpace,
                network,
                otherEnvironment,
                otherTask,
                vector,
                settings,
                notes);
    }

    /**
     * How a run is written down, and how its best policy is found.
     *
     * @param checkpointEvery every how many updates a checkpoint is saved
     * @param keepCheckpoints how many checkpoints stay
     * @param logs the folder of the metrics and the TensorBoard events
     * @param evaluations how the best policy is found, or null if the training return tells
     * @param filmEvery every how many updates an episode is filmed; 0: never
     */
    public record Settings(
            int checkpointEvery,
            int keepCheckpoints,
            String logs,
            @Nullable Evaluations evaluations,
            int filmEvery) {

        /**
         * Checks the numbers.
         *
         * @param checkpointEvery every how many updates a checkpoint is saved
         * @param keepCheckpoints how many checkpoints stay
         * @param logs the folder of the metrics and the TensorBoard events
         * @param evaluations how the best policy is found, or null if the training return tells
         * @param filmEvery every how many updates an episode is filmed; 0: never
         * @throws IllegalArgumentException if a number is below 1, or there is no folder
         */
        public Settings {
            requirePositive("checkpointEvery", checkpointEvery);
            requirePositive("keepCheckpoints", keepCheckpoints);
            if (logs == null) {
                throw new IllegalArgumentException("logs is missing; it is the folder of the logs");
            }
            if (filmEvery < 0) {
                throw new IllegalArgumentException(
                        "filmEvery must be at least 0, but is " + filmEvery);
            }
        }
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
    }

    /**
     * How a policy is evaluated while it is trained.
     *
     * @param every every how many updates
     * @param episodes how many episodes are played each time
     * @param details how they are played; null for the likeliest actions in environments like those
     *     of the run
     */
    public record Evaluations(
            int every,
            int episodes,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EvaluationDetails details) {
        /** All episodes are played at once, each in an environment of its own. */
        private static final int MOST_EPISODES = 10_000;

        /**
         * Checks the numbers.
         *
         * @param every every how many updates
         * @param episodes how many episodes are played each time
         * @param details how they are played
         * @throws IllegalArgumentException if a number is out of range
         */
        public Evaluations {
            problem(every, episodes)
                    .ifPresent(
                            problem -> {
                                throw new IllegalArgumentException(problem);
                            });
        }

        /**
         * With the likeliest actions, in environments like those of the run.
         *
         * @param every every how many updates
         * @param episodes how many episodes are played each time
         * @throws IllegalArgumentException if a number is out of range
         */
        public Evaluations(int every, int episodes) {
            this(every, episodes, null);
        }

        /**
         * What is wrong with some numbers.
         *
         * @param every every how many updates
         * @param episodes how many episodes are played each time
         * @return a sentence, or empty if nothing is
         */
        public static Optional<String> problem(int every, int episodes) {
            return every < 1 || episodes < 1 || episodes > MOST_EPISODES
                    ? Optional.of(
                            "evaluateEvery needs at least 1 update and 1 to %d episodes, but was given %d and %d"
                                    .formatted(MOST_EPISODES, every, episodes))
                    : Optional.empty();
        }
    }

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
                task,
                vector,
                new Settings(
                        settings.checkpointEvery(),
                        settings.keepCheckpoints(),
                        folder,
                        settings.evaluations(),
                        settings.filmEvery()),
                notes);
    }
}
