package io.engram.environment;

import io.engram.space.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one action in each of N environments led to. An environment whose episode ended has already
 * begun its next one.
 *
 * @param observations N observations to act on next: for an environment that ended, the first of
 *     its new episode
 * @param rewards N rewards
 * @param terminated N flags: the episode ended by itself
 * @param truncated N flags: the episode was cut off
 * @param finalObservations N observations, null but where an episode ended in this step: there, the
 *     last of the old episode
 * @param finished the episodes that ended in this step, in the order of the environments
 */
public record VectorStep(
        Observation[] observations,
        double[] rewards,
        boolean[] terminated,
        boolean[] truncated,
        @Nullable Observation[] finalObservations,
        List<Episode> finished) {}
