package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Normalises the floats of observations by statistics that go along with every reset and step. */
final class NormalizedObservations extends VectorEnvironmentWrapper {
    private final ObservationNormalizer normalizer;

    NormalizedObservations(VectorEnvironment inner, ObservationNormalizer normalizer) {
        super(inner);
        if (inner.observationNormalizer().isPresent()) {
            throw new IllegalArgumentException(
                    "these observations are normalised already; call normalizeObservations once");
        }
        if (normalizer.size() != inner.observationSpace().floats()) {
            throw new IllegalArgumentException(
                    "the normaliser is for observations of %d floats, but these have %s"
                            .formatted(normalizer.size(), inner.observationSpace().elements()));
        }
        this.normalizer = normalizer;
    }

    static ObservationNormalizer normalizerFor(VectorEnvironment inner) {
        if (inner.observationSpace().floats() == 0) {
            throw new IllegalArgumentException(
                    "observations of bytes cannot be normalised, since networks see them divided by 255 already; leave normalizeObservations out");
        }
        return new ObservationNormalizer(inner.observationSpace().floats());
    }

    @Override
    public Observation[] reset(long seed) {
        Observation[] raw = super.reset(seed);
        normalizer.update(raw);
        return normalized(raw);
    }

    @Override
    public VectorStep step(Action[] actions) {
        VectorStep step = super.step(actions);
        normalizer.update(step.observations());
        return new VectorStep(
                normalized(step.observations()),
                step.rewards(),
                step.terminated(),
                step.truncated(),
                normalized(step.finalObservations()),
                step.finished());
    }

    @Override
    public Observation[] restore(VectorState state) {
        return normalized(super.restore(state));
    }

    private Observation[] normalized(Observation[] raw) {
        return Arrays.stream(raw)
                .map(it -> it == null ? null : normalizer.normalize(it))
                .toArray(Observation[]::new);
    }

    @Override
    VectorSpec.Normalization normalization() {
        return new VectorSpec.Normalization(false, 0);
    }

    @Override
    public Optional<ObservationNormalizer> observationNormalizer() {
        return Optional.of(normalizer);
    }

    @Override
    Map<String, double[]> statistics() {
        return normalizer.toStatistics();
    }

    @Override
    void restoreStatistics(Map<String, double[]> statistics) {
        normalizer.restore(statistics);
    }
}
