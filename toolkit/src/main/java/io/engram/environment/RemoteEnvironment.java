package io.engram.environment;

import io.engram.space.Action;
import java.util.Optional;

/**
 * An environment that works elsewhere, such as in another process. It is told early what comes
 * next, so that many of them work at the same time: a vector tells all of them, and then asks each
 * for what it led to.
 *
 * <p>Telling is never needed: {@link #reset} and {@link #step} alone do the same, one environment
 * after the other.
 */
public interface RemoteEnvironment extends Environment {

    /**
     * Tells that {@link #reset} comes next, with this seed.
     *
     * @param seed the seed
     */
    void expectReset(long seed);

    /**
     * Tells that {@link #step} comes next, with this action.
     *
     * @param action an action of the space
     */
    void expectStep(Action action);

    /**
     * What messages call this environment.
     *
     * @return such as {@code ALE/Pong-v5}
     */
    String name();

    /**
     * The environment that works elsewhere, inside of wrappers that {@linkplain
     * EnvironmentWrapper#passesOn() pass on} what they are told.
     *
     * @param environment an environment, in wrappers or not
     * @return the one inside, or empty if it works here, or a wrapper does not pass on
     */
    static Optional<RemoteEnvironment> inside(Environment environment) {
        if (environment instanceof RemoteEnvironment remote) {
            return Optional.of(remote);
        }
        return environment instanceof EnvironmentWrapper wrapper && wrapper.passesOn()
                ? inside(wrapper.inner())
                : Optional.empty();
    }
}
