package io.engram.agent;

import io.engram.network.ActorCriticNetwork;
import io.engram.settings.AgentParameters;
import io.engram.settings.Algorithm;
import java.nio.file.Path;

/**
 * Puts an agent together: the parameters of its algorithm, and a network.
 *
 * @param <B> the builder itself
 */
public abstract class AgentBuilder<B extends AgentBuilder<B>> extends AgentParameters<B> {
    private ActorCriticNetwork network;

    AgentBuilder(Algorithm algorithm) {
        super(algorithm);
    }

    final B from(Path file) {
        return read(file);
    }

    final B network(ActorCriticNetwork value) {
        network = value;
        return self();
    }

    /**
     * Makes the agent.
     *
     * @return the agent
     * @throws IllegalArgumentException if parameters are out of range or the network is missing;
     *     the message names all of them
     */
    public Agent build() {
        var problems = problems();
        if (network == null) {
            problems.add(
                    0,
                    "network is missing; give a %s, such as %s.builder(envs).build()"
                            .formatted(
                                    algorithm().network().getSimpleName(),
                                    algorithm().readyMade().getSimpleName()));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Agent(config(), network);
    }
}
