package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** N environments with something around all of them; what it measures is saved with their state. */
abstract class VectorEnvironmentWrapper implements VectorEnvironment {
    private final VectorEnvironment inner;

    VectorEnvironmentWrapper(VectorEnvironment inner) {
        this.inner = inner;
    }

    abstract VectorSpec.Normalization normalization();

    abstract Map<String, double[]> statistics();

    abstract void restoreStatistics(Map<String, double[]> statistics);

    @Override
    public int count() {
        return inner.count();
    }

    @Override
    public ObservationSpace observationSpace() {
        return inner.observationSpace();
    }

    @Override
    public ActionSpace actionSpace() {
        return inner.actionSpace();
    }

    @Override
    public Observation[] reset(long seed) {
        return inner.reset(seed);
    }

    @Override
    public VectorStep step(Action[] actions) {
        return inner.step(actions);
    }

    @Override
    public final VectorState state() {
        VectorState state = inner.state();
        var all = new LinkedHashMap<>(state.statistics());
        all.putAll(statistics());
        return new VectorState(state.episodes(), all);
    }

    @Override
    public Observation[] restore(VectorState state) {
        restoreStatistics(state.statistics());
        return inner.restore(state);
    }

    @Override
    public Environment newEnvironment() {
        return inner.newEnvironment();
    }

    @Override
    public Optional<EnvironmentSpec> spec() {
        return inner.spec();
    }

    @Override
    public Optional<Task> task() {
        return inner.task();
    }

    @Override
    public Claim claim(String run) {
        return inner.claim(run);
    }

    @Override
    public final VectorSpec vectorSpec() {
        return inner.vectorSpec().with(normalization());
    }

    @Override
    public Optional<ObservationNormalizer> observationNormalizer() {
        return inner.observationNormalizer();
    }

    @Override
    public Optional<String> busy() {
        return inner.busy();
    }

    @Override
    public void close() {
        inner.close();
    }
}
