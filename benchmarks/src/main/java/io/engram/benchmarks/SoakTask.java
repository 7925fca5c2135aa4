package io.engram.benchmarks;

import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.network.RecurrentActorCritic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a cycle of the soak is about.
 *
 * @param label its name on the command line and in the CSV
 * @param environments makes the environments
 * @param agent makes the agent
 */
record SoakTask(
        String label,
        Supplier<VectorEnvironment> environments,
        Function<VectorEnvironment, Agent> agent) {

    /**
     * Vectors with an LSTM and a normaliser, curiosity, a GRU, real numbers as actions, pictures.
     */
    static final List<SoakTask> ALL =
            List.of(
                    of(Task.CARTPOLE_V1_MASKED),
                    of(Task.COMBINATION_LOCK_RND),
                    of(Task.POC_MEMORY),
                    of(Task.PENDULUM_MASKED),
                    new SoakTask("pictures", SoakTask::pictures, SoakTask::seeing));

    private static SoakTask of(Task task) {
        return new SoakTask(task.label(), task::environments, task::agent);
    }

    private static VectorEnvironment pictures() {
        return Environments.vector("MiniGrid-MemoryS9-v0", Map.of("observation", "rgb"), 8);
    }

    private static Agent seeing(VectorEnvironment envs) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(envs).gru(64).hidden(64).build())
                .nSteps(64)
                .epoch(2)
                .nMiniBatch(4)
                .build();
    }

    /**
     * The tasks of a command line.
     *
     * @param labels with commas in between
     * @throws IllegalArgumentException if there is no such task
     */
    static List<SoakTask> named(String labels) {
        return Arrays.stream(labels.split(",")).map(SoakTask::one).toList();
    }

    private static SoakTask one(String label) {
        return ALL.stream()
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--tasks must be of %s, but has '%s'"
                                                .formatted(
                                                        ALL.stream().map(SoakTask::label).toList(),
                                                        label)));
    }
}
