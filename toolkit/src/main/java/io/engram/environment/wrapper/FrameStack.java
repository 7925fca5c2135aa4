package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows the last k observations at once, the oldest first: {@code (features)} becomes {@code (k ·
 * features)}, {@code (channels, height, width)} becomes {@code (k · channels, height, width)}; of
 * several parts each becomes a stack of its own. An episode begins with its first observation k
 * times.
 */
public final class FrameStack extends EnvironmentWrapper {
    static final EnvironmentOption<Integer> K =
            EnvironmentOption.integer("k", 1, 1, Integer.MAX_VALUE, "observations shown at once");

    private final int k;
    private final List<Part> parts;
    private final ObservationSpace space;
    private final Observation[] frames;

    /**
     * Stacks an environment's observations.
     *
     * @param inner the environment
     * @param k the number of observations, at least 1
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public FrameStack(Environment inner, int k) {
        super(inner);
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, but is " + k);
        }
        this.k = k;
        ObservationSpace frame = inner.observationSpace();
        parts = frame.parts();
        Part[] stacked = parts.stream().map(this::stacked).toArray(Part[]::new);
        space =
                frame.isSingle()
                        ? ObservationSpace.array(frame.type(), stacked[0].shape())
                        : ObservationSpace.together(stacked);
        frames = new Observation[k];
    }

    private Part stacked(Part part) {
        int[] shape = part.shape();
        if ((long) k * part.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "k is %d, but so many observations of %d elements are more than an array holds"
                            .formatted(k, part.size()));
        }
        shape[0] *= k;
        return new Part(part.name(), shape, part.type());
    }

    @Override
    public ObservationSpace observationSpace() {
        return space;
    }

    @Override
    public int[] velocityIndices() {
        int[] ofFrame = super.velocityIndices();
        var all = IntStream.builder();
        int from = 0;
        for (Part part : parts) {
            if (part.type() == ElementType.FLOAT32) {
                int begin = from;
                int size = part.size();
                for (int frame = 0; frame < k; frame++) {
                    // Of each part, all frames come before the next part.
                    int shift = (k - 1) * begin + frame * size;
                    Arrays.stream(ofFrame)
                            .filter(i -> i >= begin && i < begin + size)
                            .forEach(i -> all.add(i + shift));
                }
                from += size;
            }
        }
        return all.build().toArray();
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    public Observation reset(long seed) {
        Arrays.fill(frames, copy(super.reset(seed)));
        return stacked();
    }

    @Override
    public Step step(Action action) {
        Step step = super.step(action);
        System.arraycopy(frames, 1, frames, 0, k - 1);
        frames[k - 1] = copy(step.observation());
        return step.withObservation(stacked());
    }

    /** An environment that shows the same array again must not change what is remembered. */
    static Observation copy(Observation frame) {
        return frame.with(
                frame.byteCount() > 0 ? frame.bytes().clone() : null,
                frame.floatCount() > 0 ? frame.floats().clone() : null);
    }

    private Observation stacked() {
        byte[] bytes = space.bytes() > 0 ? new byte[space.bytes()] : null;
        float[] floats = space.floats() > 0 ? new float[space.floats()] : null;
        int seenBytes = 0;
        int seenFloats = 0;
        for (Part part : parts) {
            int size = part.size();
            boolean isBytes = part.type() == ElementType.UINT8;
            for (int frame = 0; frame < k; frame++) {
                if (isBytes) {
                    int to = k * seenBytes + frame * size;
                    System.arraycopy(frames[frame].bytes(), seenBytes, bytes, to, size);
                } else {
                    int to = k * seenFloats + frame * size;
                    System.arraycopy(frames[frame].floats(), seenFloats, floats, to, size);
                }
            }
            seenBytes += isBytes ? size : 0;
            seenFloats += isBytes ? 0 : size;
        }
        // What is legal now is what the last frame says.
        return frames[k - 1].with(bytes, floats);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(
                to -> {
                    for (Observation frame : frames) {
                        to.put(frame);
                    }
                });
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> Arrays.setAll(frames, i -> from.nextObservation()));
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("k", k));
    }
}
