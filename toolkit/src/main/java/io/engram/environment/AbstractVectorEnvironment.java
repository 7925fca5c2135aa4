package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** N slots in step. Forms differ only in which thread works on a slot, so their bits are equal. */
abstract class AbstractVectorEnvironment implements VectorEnvironment {
    private final Supplier<? extends Environment> factory;
    private final EnvironmentSlot[] slots;
    private final ObservationSpace observationSpace;
    private final ActionSpace actionSpace;
    private final boolean remote;
    private boolean ready;
    private boolean closed;
    private Claim claim;

    AbstractVectorEnvironment(int count, Supplier<? extends Environment> factory) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but is " + count);
        }
        this.factory = factory;
        slots = new EnvironmentSlot[count];
        try {
            for (int i = 0; i < count; i++) {
                slots[i] = new EnvironmentSlot(made(i), i);
            }
            Environment first = slots[0].environment();
            observationSpace = first.observationSpace();
            actionSpace = first.actionSpace();
            Arrays.stream(slots).forEach(this::requireSameSpaces);
            remote = Arrays.stream(slots).allMatch(EnvironmentSlot::isRemote);
        } catch (RuntimeException e) {
            closeEnvironments();
            throw e;
        }
    }

    /** A new environment, none of the first ones. */
    private Environment made(int index) {
        Environment environment = factory.get();
        if (environment == null) {
            throw new IllegalArgumentException(
                    "the factory must make an environment at each call, but returned null");
        }
        for (int i = 0; i < index; i++) {
            if (slots[i].environment() == environment) {
                throw new IllegalArgumentException(
                        "the factory must make a new environment at each call, but returned the"
                                + " same "
                                + EnvironmentNames.of(environment)
                                + " twice");
            }
        }
        return environment;
    }

    private void requireSameSpaces(EnvironmentSlot slot) {
        Environment environment = slot.environment();
        requireSame(
                environment, "observation space", environment.observationSpace(), observationSpace);
        requireSame(environment, "action space", environment.actionSpace(), actionSpace);
    }

    private void requireSame(Environment environment, String what, Object space, Object first) {
        if (!first.equals(space)) {
            throw new IllegalArgumentException(
                    "all environments must have the same %s, but that of %s is %s and that of the first is %s"
                            .formatted(what, EnvironmentNames.of(environment), space, first));
        }
    }

    /**
     * Does a task for every slot, each by one thread, and returns when all are done. If some fail,
     * the failure of the lowest slot is thrown.
     */
    abstract void forEachSlot(IntConsumer task);

    /** Does a task for every slot on the calling thread. */
    final void oneByOne(IntConsumer task) {
        for (int i = 0; i < slots.length; i++) {
            task.accept(i);
        }
    }

    @Override
    public int count() {
        return slots.length;
    }

    @Override
    public ObservationSpace observationSpace() {
        return observationSpace;
    }

    @Override
    public ActionSpace actionSpace() {
        return actionSpace;
    }

    @Override
    public Observation[] reset(long seed) {
        requireOpen();
        ready = false;
        var observations = new Observation[slots.length];
        if (remote) {
            oneByOne(i -> slots[i].prepareReset(seed));
            oneByOne(i -> observations[i] = slots[i].beginPrepared());
        } else {
            forEachSlot(i -> observations[i] = slots[i].reset(seed));
        }
        ready = true;
        return observations;
    }

    @Override
    public VectorStep step(Action[] actions) {
        requireReady("step(actions)");
        requireLegal(actions);
        ready = false;
        int n = slots.length;
        var finished = new ArrayList<Episode>();
        var result =
                new VectorStep(
                        new Observation[n],
                        new double[n],
                        new boolean[n],
                        new boolean[n],
                        new Observation[n],
                        finished);
        var ended = new Episode[n];
        if (remote) {
            stepRemotely(actions, result, ended);
        } else {
            forEachSlot(i -> slots[i].step(actions[i], result, ended));
        }
        Arrays.stream(ended).filter(Objects::nonNull).forEach(finished::add);
        ready = true;
        return result;
    }

    /**
     * All are told before the first is waited for. Those that begin again are told at once, and may
     * do so while the others are waited for.
     */
    private void stepRemotely(Action[] actions, VectorStep result, Episode[] ended) {
        oneByOne(i -> slots[i].prepareStep(actions[i]));
        var over = new BitSet(slots.length);
        oneByOne(
                i -> {
                    if (slots[i].advance(actions[i], result, ended)) {
                        over.set(i);
                        slots[i].prepareNext();
                    }
                });
        over.stream().forEach(i -> result.observations()[i] = slots[i].beginPrepared());
    }

    private void requireLegal(Action[] actions) {
        if (actions.length != slots.length) {
            throw new IllegalArgumentException(
                    "%d environments need %d actions, but got %d"
                            .formatted(slots.length, slots.length, actions.length));
        }
        for (int i = 0; i < actions.length; i++) {
            if (actions[i] == null || !actionSpace.contains(actions[i])) {
                throw new IllegalArgumentException(
                        "the action of environment %d %s"
                                .formatted(i, actionSpace.refusal(actions[i])));
            }
        }
    }

    @Override
    public VectorState state() {
        requireReady("state()");
        List<VectorState.EpisodeState> episodes =
                Arrays.stream(slots).map(EnvironmentSlot::state).toList();
        return new VectorState(episodes, Map.of());
    }

    @Override
    public Observation[] restore(VectorState state) {
        requireOpen();
        if (state.episodes().size() != slots.length) {
            throw new IllegalArgumentException(
                    "the saved state is of %d environments, but these are %d; make as many as there were"
                            .formatted(state.episodes().size(), slots.length));
        }
        ready = false;
        var observations = new Observation[slots.length];
        forEachSlot(i -> observations[i] = slots[i].restore(state.episodes().get(i)));
        ready = true;
        return observations;
    }

    @Override
    public Environment newEnvironment() {
        return made(slots.length);
    }

    @Override
    public Optional<EnvironmentSpec> spec() {
        Optional<EnvironmentSpec> first = slots[0].environment().spec();
        boolean same =
                Arrays.stream(slots).allMatch(slot -> slot.environment().spec().equals(first));
        return same ? first : Optional.empty();
    }

    @Override
    public Optional<Task> task() {
        Task first = Task.of(slots[0].environment());
        boolean same =
                Arrays.stream(slots).allMatch(slot -> Task.of(slot.environment()).equals(first));
        return same ? Optional.of(first) : Optional.empty();
    }

    @Override
    public Claim claim(String run) {
        requireOpen();
        if (claim != null && claim.isHeld()) {
            if (!claim.run().equals(run)) {
                throw new IllegalStateException(
                        "these environments belong to the run '%s' already; make new ones for the run '%s', since each run steps its own"
                                .formatted(claim.run(), run));
            }
            claim.release();
        }
        claim = new Claim(run);
        return claim;
    }

    @Override
    public Optional<String> busy() {
        return Arrays.stream(slots).flatMap(slot -> slot.busy().stream()).findFirst();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            stopWorkers();
            closeEnvironments();
        }
    }

    /** Ends the threads that work on slots. */
    void stopWorkers() {}

    private void closeEnvironments() {
        RuntimeException failure = null;
        for (EnvironmentSlot slot : slots) {
            try {
                if (slot != null) {
                    slot.environment().close();
                }
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void requireReady(String method) {
        requireOpen();
        if (!ready) {
            throw new IllegalStateException("call reset(seed) or restore(state) before " + method);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these environments are closed; make new ones");
        }
    }
}
