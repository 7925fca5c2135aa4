package io.engram.training;

import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.RunState;
import java.util.Optional;

/**
 * Where a run stands after its last finished update, and where it stood when its policy was the
 * best so far. Does not change.
 *
 * @param now after the last finished update
 * @param best with the best policy, or empty if none was judged yet; both states tell what was
 *     found of it
 */
record Standing(RunState now, Optional<RunState> best) {

    /** Without a best policy, whatever the state tells. */
    static Standing withoutBest(RunState now) {
        return new Standing(now.withBest(Optional.empty()), Optional.empty());
    }

    /**
     * One update later.
     *
     * @param next the state after the update
     * @param judgement what was found of the policy before or after it
     */
    Standing after(RunState next, Optional<Judgement> judgement) {
        var later = new Standing(next.withBest(now.best()), best);
        return judgement
                .map(each -> later.consider(each.update() == next.update() ? next : now, each))
                .orElse(later);
    }

    /** The better of the best policy so far and that of a state, if that was the best once. */
    Standing consider(RunState state) {
        return state.judgement().map(each -> consider(state, each)).orElse(this);
    }

    /** The better of the best policy so far and that of a state. */
    private Standing consider(RunState state, Judgement judgement) {
        if (now.best().isPresent() && !judgement.isBetterThan(now.best().get())) {
            return this;
        }
        var found = Optional.of(judgement);
        return new Standing(now.withBest(found), Optional.of(state.withBest(found)));
    }
}
