package io.engram.evaluation;

import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** Whether a policy can look at what it is shown. */
final class SightCheck {
    private final ObservationSpace space;
    private final int[] branches;
    private final int choices;

    SightCheck(ObservationSpace space, ActionSpace actions) {
        this.space = space;
        branches = actions.branches();
        choices = actions.choices();
    }

    /**
     * Refuses an observation that is not of the space, is not finite, or leaves nothing to choose.
     *
     * @param environment which environment shows it, for the message
     */
    void require(Observation observation, int environment) {
        if (observation == null) {
            throw wrong(environment, "is null");
        }
        if (observation.floatCount() != space.floats()
                || observation.byteCount() != space.bytes()) {
            throw wrong(environment, "has " + observation.elements());
        }
        if (observation.legalChoices() != null) {
            requireChoice(observation.legalChoices(), environment);
        }
        for (int i = 0; i < observation.floatCount(); i++) {
            if (!Float.isFinite(observation.floats()[i])) {
                throw wrong(
                        environment, "has %s as element %d".formatted(observation.floats()[i], i));
            }
        }
    }

    private void requireChoice(boolean[] legal, int environment) {
        if (legal.length != choices) {
            throw wrong(
                    environment,
                    "has %d flags of legal choices, not the %d of the policy"
                            .formatted(legal.length, choices));
        }
        int from = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            boolean any = false;
            for (int i = from; i < from + branches[branch]; i++) {
                any |= legal[i];
            }
            if (!any) {
                throw wrong(environment, "allows no choice of branch " + branch);
            }
            from += branches[branch];
        }
    }

    private IllegalArgumentException wrong(int environment, String what) {
        return new IllegalArgumentException(
                "the observation of environment %d %s; this policy looks at %s, all finite, with at least one legal choice; its memory is as it was"
                        .formatted(environment, what, space.elements()));
    }
}
