package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hides the velocities: they are shown as 0, so that a policy must remember to know how fast things
 * move. The observation keeps its size.
 *
 * <pre>{@code
 * var env = new MaskVelocity(new CartPole());
 * var other = new MaskVelocity(new MyTask(), 1, 3);
 * }</pre>
 */
public final class MaskVelocity extends ObservationWrapper {
    static final EnvironmentOption<List<Integer>> INDICES =
            EnvironmentOption.integers(
                    "indices", List.of(), 0, Integer.MAX_VALUE, "elements that are hidden");

    private final int[] indices;
    private final boolean given;

    /**
     * Hides what the environment names as its velocities.
     *
     * @param inner an environment with {@link Environment#velocityIndices()}
     * @throws IllegalArgumentException if the environment names none
     */
    public MaskVelocity(Environment inner) {
        this(inner, named(inner), false);
    }

    /**
     * Hides chosen elements.
     *
     * @param inner an environment whose observations have floats
     * @param indices the floats of the observation to show as 0, at least one, counted from 0 over
     *     all parts
     * @throws IllegalArgumentException if there are none, or one is not a float of the observation,
     *     or the observation is made of bytes
     */
    public MaskVelocity(Environment inner, int... indices) {
        this(inner, indices.clone(), true);
    }

    private MaskVelocity(Environment inner, int[] indices, boolean given) {
        super(inner);
        int size = inner.observationSpace().floats();
        if (size == 0) {
            throw new IllegalArgumentException(
                    "MaskVelocity needs observations of floats, but those of %s are bytes"
                            .formatted(EnvironmentNames.of(inner)));
        }
        if (indices.length == 0 || Arrays.stream(indices).anyMatch(i -> i < 0 || i >= size)) {
            throw new IllegalArgumentException(
                    "indices must be one or more numbers from 0 to %d, but is %s"
                            .formatted(size - 1, Arrays.toString(indices)));
        }
        this.indices = indices;
        this.given = given;
    }

    private static int[] named(Environment inner) {
        int[] indices = inner.velocityIndices();
        if (indices.length == 0) {
            throw new IllegalArgumentException(
                    ("%s does not say which elements are velocities; name them with new"
                                    + " MaskVelocity(environment, indices...)")
                            .formatted(EnvironmentNames.of(inner)));
        }
        return indices.clone();
    }

    @Override
    Observation shown(Observation observation) {
        float[] values = observation.floats().clone();
        for (int index : indices) {
            values[index] = 0;
        }
        return observation.withFloats(values);
    }

    /** That of the environment inside, and which elements are hidden. */
    @Override
    public Optional<EnvironmentDescription> description() {
        String hidden = "; shown as 0: elements " + Arrays.toString(indices);
        return inner().description()
                .map(
                        it ->
                                it.observation(observationSpace(), it.observation() + hidden)
                                        .bounds(masked(it.low(), true), masked(it.high(), false)));
    }

    /** Bounds that 0 is within too, where it is shown. */
    private float[] masked(float[] bounds, boolean isLow) {
        for (int index : indices) {
            bounds[index] = isLow ? Math.min(0, bounds[index]) : Math.max(0, bounds[index]);
        }
        return bounds;
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(given ? Map.of("indices", Arrays.stream(indices).boxed().toList()) : Map.of());
    }
}
