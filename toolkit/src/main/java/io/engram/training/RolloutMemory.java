package io.engram.training;

import io.engram.agent.AgentConfig;
import io.engram.environment.VectorEnvironment;
import java.util.List;
import java.util.Locale;

/** Whether a rollout fits into memory. */
final class RolloutMemory {
    /** Action, value, reward, advantage and the like of one step. */
    private static final double BYTES_BESIDES = 40;

    private static final double MEBIBYTE = 1 << 20;

    private RolloutMemory() {}

    /** Adds a sentence if the steps of a rollout are more than Java has memory for. */
    static void check(AgentConfig config, VectorEnvironment environments, List<String> problems) {
        var space = environments.observationSpace();
        double step = BYTES_BESIDES + 4.0 * space.floats() + space.bytes();
        double needed = step * config.nSteps() * environments.count();
        double memory = Runtime.getRuntime().maxMemory();
        if (needed > memory) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "nSteps %d with %d environments of %s needs %,.0f MB for one rollout, but Java has %,.0f MB; choose a smaller nSteps or give Java more memory with -Xmx",
                            config.nSteps(),
                            environments.count(),
                            space.elements(),
                            needed / MEBIBYTE,
                            memory / MEBIBYTE));
        }
    }
}
