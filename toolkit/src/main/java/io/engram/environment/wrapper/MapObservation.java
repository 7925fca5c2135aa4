package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentWrapper;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Shows something else for each observation.
 *
 * <pre>{@code
 * var inMetres = new MapObservation(env, seen -> Observation.of(seen.floats()[0] / 100, seen.floats()[1]));
 * var position = new MapObservation(env, ObservationSpace.vector(1), seen -> Observation.of(seen.floats()[0]));
 * }</pre>
 *
 * <p>The function remembers nothing and changes no array that it is given. Which choices are legal
 * stays as it was, unless the function says it itself. What remembers something extends {@link
 * EnvironmentWrapper}.
 */
public final class MapObservation extends ObservationWrapper {
    private final ObservationSpace space;
    private final UnaryOperator<Observation> function;

    /**
     * Goes around an environment; what is shown is of the same space.
     *
     * @param inner the environment
     * @param function the new observation by the old one
     */
    public MapObservation(Environment inner, UnaryOperator<Observation> function) {
        this(inner, inner.observationSpace(), function);
    }

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param space the space of what is shown
     * @param function the new observation by the old one
     */
    public MapObservation(
            Environment inner, ObservationSpace space, UnaryOperator<Observation> function) {
        super(inner);
        this.space = Objects.requireNonNull(space, "space");
        this.function = Objects.requireNonNull(function, "function");
    }

    @Override
    public ObservationSpace observationSpace() {
        return space;
    }

    /** Which elements are velocities is not known any more, unless the space stays. */
    @Override
    public int[] velocityIndices() {
        return space.equals(inner().observationSpace()) ? super.velocityIndices() : new int[0];
    }

    @Override
    Observation shown(Observation seen) {
        Observation shown = function.apply(seen);
        boolean limited = seen.legalChoices() != null;
        return limited && shown != null && shown.legalChoices() == null
                ? shown.allowing(seen.legalChoices())
                : shown;
    }
}
