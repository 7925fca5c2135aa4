package io.engram.environment;

import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shows the last k observations at once, the oldest first: {@code (features)} becomes {@code (k ·
 * features)}, {@code (channels, height, width)} becomes {@code (k · channels, height, width)}. An
 * episode begins with its first observation k times.
 */
public final class FrameStack extends EnvironmentWrapper {
    static final EnvironmentOption<Integer> K =
            EnvironmentOption.integer("k", 1, 1, Integer.MAX_VALUE, "observations shown at once");

    private final int k;
    private final int frameSize;
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
        this.frames = new Observation[k];
        ObservationSpace frame = inner.observationSpace();
        this.frameSize = frame.size();
        int[] shape = frame.shape();
        shape[0] *= k;
        this.space = ObservationSpace.array(frame.type(), shape);
    }

    @Override
    public ObservationSpace observationSpace() {
        return space;
    }

    @Override
    public int[] velocityIndices() {
        int[] ofFrame = super.velocityIndices();
        return IntStream.range(0, k)
                .flatMap(frame -> Arrays.stream(ofFrame).map(i -> frame * frameSize + i))
                .toArray();
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
        return new Step(stacked(), step.reward(), step.terminated(), step.truncated(), step.info());
    }

    /** An environment that shows the same array again must not change what is remembered. */
    private static Observation copy(Observation frame) {
        var copy =
                frame.byteCount() > 0
                        ? Observation.ofBytes(frame.bytes().clone())
                        : Observation.of(frame.floats().clone());
        return frame.legalChoices() == null ? copy : copy.allowing(frame.legalChoices());
    }

    private Observation stacked() {
        if (space.type() == ElementType.UINT8) {
            var bytes = new byte[k * frameSize];
            for (int i = 0; i < k; i++) {
                System.arraycopy(frames[i].bytes(), 0, bytes, i * frameSize, frameSize);
            }
            return last(Observation.ofBytes(bytes));
        }
        var floats = new float[k * frameSize];
        for (int i = 0; i < k; i++) {
            System.arraycopy(frames[i].floats(), 0, floats, i * frameSize, frameSize);
        }
        return last(Observation.of(floats));
    }

    /** What is legal now is what the last frame says. */
    private Observation last(Observation stacked) {
        boolean[] legal = frames[k - 1].legalChoices();
        return legal == null ? stacked : stacked.allowing(legal);
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
