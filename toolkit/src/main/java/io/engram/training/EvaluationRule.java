package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;

/** A rule that is for runs with evaluations. */
record EvaluationRule(StopRule rule) implements StopRule {

    @Override
    public boolean stops(RunState state) {
        return rule.stops(state);
    }

    /** How many evaluations came after the one that found the best policy. */
    static long sinceBest(RunState state, long best) {
        double[] found = MetricLog.column(state.metrics(), MetricLog.EVALUATION);
        double[] updates = MetricLog.column(state.metrics(), MetricLog.UPDATE);
        long count = 0;
        for (int i = 0; i < found.length; i++) {
            count += updates[i] > best && !Double.isNaN(found[i]) ? 1 : 0;
        }
        return count;
    }

    /** Either of two rules. */
    static StopRule either(StopRule one, StopRule other) {
        StopRule either = state -> one.stops(state) || other.stops(state);
        return one instanceof EvaluationRule || other instanceof EvaluationRule
                ? new EvaluationRule(either)
                : either;
    }

    /**
     * Refuses a rule that would never stop a run.
     *
     * @throws IllegalArgumentException if the rule goes by evaluations and the run has none
     */
    static void require(StopRule rule, RunDescription run) {
        if (rule instanceof EvaluationRule && run.settings().evaluations() == null) {
            throw new IllegalArgumentException(
                    "the rule goes by evaluations, but the run '%s' has none; make it with evaluateEvery(…), or use StopRule.atReturn and withoutGain, which go by the return of training then"
                            .formatted(run.name()));
        }
    }
}
