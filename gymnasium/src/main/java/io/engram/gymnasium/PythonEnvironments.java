package io.engram.gymnasium;

import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Environments of Python's Gymnasium, as Engram's own: they are trained in, tested, filmed and
 * resumed like any other. They are played in processes of the user's Python, several in each, which
 * end with the environments.
 *
 * <pre>{@code
 * var envs = PythonEnvironments.vector("ALE/Pong-v5", 16);
 *
 * var memory = PythonEnvironments.of("MiniGrid-MemoryS9-v0")
 *         .wrap("minigrid.wrappers.ImgObsWrapper")
 *         .vector(16);
 * }</pre>
 *
 * <p>The id is what {@code gymnasium.make} takes, {@code module:Id-v0} for one that a module
 * registers, or {@code module:Class} for a class of one that registers none. Elsewhere, as in
 * {@link io.engram.environment.Environments} and in files, it has {@code python:} before it.
 */
public final class PythonEnvironments {
    private static volatile @Nullable Python inUse;

    private PythonEnvironments() {}

    /**
     * Says which Python plays environments from now on, where they do not say it themselves.
     *
     * @param python the Python
     */
    public static void use(Python python) {
        inUse = python;
    }

    /**
     * The Python that plays environments where they do not say it themselves.
     *
     * @return the one of {@link #use}, or else {@link Python#found()}
     * @throws IllegalStateException if there is none
     */
    public static Python python() {
        Python chosen = inUse;
        return chosen == null ? Python.found() : chosen;
    }

    /**
     * Makes an environment, in a process of its own.
     *
     * @param id what {@code gymnasium.make} takes, or {@code module:Class}
     * @param wrappers what to put around it here, innermost first
     * @return a new environment, to be closed
     * @throws IllegalArgumentException if it cannot be made, or a space of it cannot be translated
     * @throws IllegalStateException if there is no Python, or none with Gymnasium
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Environment make(String id, UnaryOperator<Environment>... wrappers) {
        return of(id).make(wrappers);
    }

    /**
     * Makes N environments, which step at the same time in as many processes as there are
     * processors.
     *
     * @param id what {@code gymnasium.make} takes, or {@code module:Class}
     * @param count N, at least 1
     * @param wrappers what to put around each here, innermost first
     * @return the environments
     * @throws IllegalArgumentException if they cannot be made, or a space cannot be translated
     * @throws IllegalStateException if there is no Python, or none with Gymnasium
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static VectorEnvironment vector(
            String id, int count, UnaryOperator<Environment>... wrappers) {
        return of(id).vector(count, wrappers);
    }

    /**
     * Begins to describe an environment: its arguments, wrappers of Python, and where it is played.
     *
     * @param id what {@code gymnasium.make} takes, or {@code module:Class}
     * @return a description with no arguments
     */
    public static PythonEnvironmentBuilder of(String id) {
        return new PythonEnvironmentBuilder(id);
    }
}
