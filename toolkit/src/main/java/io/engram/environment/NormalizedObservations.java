package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace.ElementType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Normalises observations by statistics that go along with every reset and step. */
final class NormalizedObservations extends VectorEnvironmentWrapper {
    private final ObservationNormalizer normalizer;

    NormalizedObservations(VectorEnvironment inner, ObservationNormalizer normalizer) {
        super(inner);
        if (inner.observationNormalizer().isPresent()) {
            throw new IllegalArgumentException(
                    "these observations are normalised already; call normalizeObservations once");
        }
        if (normalizer.size() != inner.observationSpace().size()) {
            throw new IllegalArgumentException(
                    "the normaliser is for observations of %d elements, but these have %d"
                            .formatted(normalizer.size(), inner.observationSpace().size()));
        }
        this.normalizer = normalizer;
    }

    static ObservationNormalizer normalizerFor(VectorEnvironment inner) {
        if (inner.observationSpace().type() == ElementType.UINT8) {
            throw new IllegalArgumentException(
                    "observations of bytes cannot be normalised, since networks see them divided by 255 already; leave normalizeObservations out");
        }
        return new ObservationNormalizer(inner.observationSpace().size());
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
