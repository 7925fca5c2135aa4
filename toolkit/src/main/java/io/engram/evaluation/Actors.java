package io.engram.evaluation;

import ai.djl.ndarray.NDManager;
import io.engram.engine.Devices;
import io.engram.engine.EngineThread;
import io.engram.network.FlatParameters;
import io.engram.random.RandomStream;
import io.engram.rollout.Actor;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * What looks at observations for the sessions of a policy. Where Java acts, several threads look
 * side by side, each with an actor that is lent to it, which has a copy of the parameters; where
 * the engine acts, one look follows another.
 */
final class Actors implements AutoCloseable {
    private final Policy policy;
    private final int count;

    /** Those that nobody has now, the one that was used last first. */
    private final Deque<Actor> free = new ConcurrentLinkedDeque<>();

    private final Semaphore places;
    // Null where Java acts.
    private final FlatParameters parameters;
    private boolean closed;

    /**
     * Actors with the parameters of a policy.
     *
     * @param count N, the number of observations that they look at together
     * @param most how many work side by side at most, where Java acts
     * @throws IllegalArgumentException if the parameters are not those of the network
     * @throws IllegalStateException if the engine is needed and cannot start
     */
    Actors(Policy policy, int count, int most) {
        this.policy = policy;
        this.count = count;
        places = new Semaphore(most);
        Actor first = newActor();
        if (first.isInJava()) {
            parameters = null;
            first.begin(policy.layout(), policy.parameters());
        } else {
            parameters = EngineThread.call(() -> inEngine(policy));
        }
        free.push(first);
    }

    private Actor newActor() {
        var description = policy.description();
        return Actor.of(
                policy.network(), description.observationSpace(), description.actionSpace(), count);
    }

    private static FlatParameters inEngine(Policy policy) {
        var description = policy.description();
        var parameters =
                FlatParameters.initialize(
                        policy.network(),
                        description.observationSpace(),
                        Devices.of(description.config().device()),
                        RandomStream.of(0, "initialization"));
        try {
            parameters.requireSame(policy.layout());
            parameters.set(policy.parameters());
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
        return parameters;
    }

    /**
     * Lends an actor that acts by the policy's parameters.
     *
     * @param work what to do with it, on this thread or the engine's
     * @throws IllegalStateException if these actors are closed
     */
    void lend(Consumer<Actor> work) {
        if (parameters == null) {
            lendInJava(work);
        } else {
            EngineThread.run(() -> lendInEngine(work));
        }
    }

    private void lendInJava(Consumer<Actor> work) {
        places.acquireUninterruptibly();
        try {
            Actor actor = free.poll();
            if (actor == null) {
                actor = newActor();
                actor.begin(policy.layout(), policy.parameters());
            }
            try {
                work.accept(actor);
            } finally {
                free.push(actor);
            }
        } finally {
            places.release();
        }
    }

    /** Runs have threads of their own, so that two may come here at once. */
    private synchronized void lendInEngine(Consumer<Actor> work) {
        if (closed) {
            throw new IllegalStateException("the sessions of this policy are closed; open others");
        }
        try (var phase = NDManager.newBaseManager(parameters.device())) {
            Actor actor = free.element();
            actor.begin(parameters, phase);
            work.accept(actor);
        }
    }

    /** Frees the tensors, after whoever is looking. */
    @Override
    public void close() {
        if (parameters != null) {
            EngineThread.run(this::closeInEngine);
        }
    }

    private synchronized void closeInEngine() {
        if (!closed) {
            closed = true;
            parameters.close();
        }
    }
}
