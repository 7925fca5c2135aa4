package io.engram.environment.wrapper;

import io.engram.space.Action;
import io.engram.space.Observation;

/** Whether a state allows an action. */
final class LegalActions {
    private LegalActions() {}

    /**
     * Whether all choices of an action are legal.
     *
     * @param seen the state as it is shown
     * @param branches the number of choices of each branch
     */
    static boolean allows(Observation seen, int[] branches, Action action) {
        boolean[] legal = seen.legalChoices();
        if (legal == null) {
            return true;
        }
        int from = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            if (!legal[from + action.choice(branch)]) {
                return false;
            }
            from += branches[branch];
        }
        return true;
    }
}
