package io.engram.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.engram.environment.EnvironmentSpec;
import org.jspecify.annotations.Nullable;

/**
 * How the episodes of an evaluation are played while a policy is trained.
 *
 * @param greedy whether the likeliest actions are taken; otherwise they are sampled
 * @param maxSteps after how many steps an episode is cut off, at least 1
 * @param seed the seed; null for one that comes from the run's
 * @param place in which environments
 * @param environment how to make one, if that is {@link Place#NAMED}; otherwise null
 */
public record EvaluationDetails(
        boolean greedy,
        int maxSteps,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long seed,
        Place place,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EnvironmentSpec environment) {

    /** In which environments an evaluation plays. */
    public enum Place {
        /** In ones like those of the run. */
        AS_TRAINED,
        /** In ones that can be made by name. */
        NAMED,
        /** In ones that only the user's own code can make. */
        OWN
    }

    /**
     * Checks that it says where.
     *
     * @param greedy whether the likeliest actions are taken
     * @param maxSteps after how many steps an episode is cut off
     * @param seed the seed; null for one that comes from the run's
     * @param place in which environments
     * @param environment how to make one
     * @throws IllegalArgumentException if the number is below 1, or the place does not go with the
     *     environment
     */
    public EvaluationDetails {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps must be at least 1, but is " + maxSteps);
        }
        if (place == null || (place == Place.NAMED) != (environment != null)) {
            throw new IllegalArgumentException(
                    "an evaluation is in %s, with the environment %s; only NAMED has one"
                            .formatted(place, environment));
        }
    }
}
