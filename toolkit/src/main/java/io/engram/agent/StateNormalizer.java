package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.settings.ClipRange;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.statistics.RunningMoments;

/**
 * Brings what predictor and target are given to mean 0 and variance 1, feature by feature, and into
 * a range. A feature that never changes becomes 0.
 */
final class StateNormalizer {
    private static final double EPSILON = 1e-8;

    private final RunningMoments moments;
    private final ClipRange range;

    /** Where each feature comes from: an index into the floats, or ~index into the bytes. */
    private final int[] sources;

    private StateNormalizer(int[] sources, ClipRange range) {
        this.sources = sources;
        this.range = range;
        moments = new RunningMoments(sources.length);
    }

    static StateNormalizer ofObservations(ObservationSpace space, ClipRange range) {
        var sources = new int[space.floats() + space.bytes()];
        int feature = 0;
        int floats = 0;
        int bytes = 0;
        for (ObservationSpace.Part part : space.parts()) {
            for (int i = 0; i < part.size(); i++) {
                boolean pixel = part.type() == ObservationSpace.ElementType.UINT8;
                sources[feature++] = pixel ? ~bytes++ : floats++;
            }
        }
        return new StateNormalizer(sources, range);
    }

    static StateNormalizer ofHiddenStates(int size, ClipRange range) {
        return new StateNormalizer(new int[size], range);
    }

    RunningMoments moments() {
        return moments;
    }

    /** Takes observations into the statistics, bytes as the tensors have them to the last bit. */
    void observe(Observation[] rows) {
        moments.merge(
                rows.length,
                (sample, feature) -> {
                    int source = sources[feature];
                    return source >= 0
                            ? rows[sample].floats()[source]
                            : (rows[sample].bytes()[~source] & 0xFF) * (1 / 255f);
                });
    }

    /** Takes rows {@code (B, features)} into the statistics. */
    void observe(float[] rows) {
        int features = moments.features();
        moments.merge(
                rows.length / features, (sample, feature) -> rows[sample * features + feature]);
    }

    /** Changes one row in place. */
    void normalize(float[] rows, int at) {
        for (int i = 0; i < moments.features(); i++) {
            float scaled = (rows[at + i] - (float) moments.mean(i)) * scale(i);
            rows[at + i] = (float) Math.max(range.low(), Math.min(range.high(), scaled));
        }
    }

    private float scale(int feature) {
        return (float) (1 / Math.sqrt(moments.unbiasedVariance(feature) + EPSILON));
    }

    /** Arrays {@code (B, …)}, which together have the features of the statistics. */
    NDList normalize(NDList parts, NDManager manager) {
        var normalized = new NDList(parts.size());
        int from = 0;
        for (NDArray part : parts) {
            int size = (int) (part.size() / part.getShape().get(0));
            var mean = new float[size];
            var scale = new float[size];
            for (int i = 0; i < size; i++) {
                mean[i] = (float) moments.mean(from + i);
                scale[i] = scale(from + i);
            }
            Shape shape = part.getShape().slice(1);
            normalized.add(
                    part.sub(manager.create(mean, shape))
                            .mul(manager.create(scale, shape))
                            .clip(range.low(), range.high()));
            from += size;
        }
        return normalized;
    }
}
