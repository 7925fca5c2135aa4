package io.engram.training;

import io.engram.checkpoint.RunState;

/**
 * Says after each update whether training has come far enough.
 *
 * <pre>{@code
 * run.train(200, StopRule.atReturn(475));
 * run.train(200, StopRule.atReturn(475).or(StopRule.withoutGain(50)));
 * run.train(200, StopRule.atEvaluation(475).or(StopRule.withoutGainIn(5)));
 * run.train(200, state -> state.environmentSteps() > 100_000);
 * }</pre>
 */
@FunctionalInterface
public interface StopRule {

    /**
     * Whether training is to end.
     *
     * @param state where the run stands, before the first update and after each
     * @return true if no further update is to be made
     */
    boolean stops(RunState state);

    /**
     * Ends when the best policy is good enough: by its evaluation if the run has {@link
     * TrainingRunBuilder#evaluateEvery}, else by the mean return of the 100 latest episodes of
     * training.
     *
     * @param meanReturn the mean return that is enough
     * @return the rule
     * @throws IllegalArgumentException if it is not a number
     */
    static StopRule atReturn(double meanReturn) {
        if (Double.isNaN(meanReturn)) {
            throw new IllegalArgumentException("meanReturn must be a number, but is NaN");
        }
        return state ->
                state.best()
                        .filter(
                                best ->
                                        best.evaluated()
                                                || best.episodes() >= TrainingLoop.RECENT_EPISODES)
                        .filter(best -> best.meanReturn() >= meanReturn)
                        .isPresent();
    }

    /**
     * Ends when no better policy has been found for some time.
     *
     * @param updates for how many updates, at least 1; more than those of {@link
     *     TrainingRunBuilder#evaluateEvery}
     * @return the rule
     * @throws IllegalArgumentException if it is below 1
     */
    static StopRule withoutGain(int updates) {
        if (updates < 1) {
            throw new IllegalArgumentException("updates must be at least 1, but is " + updates);
        }
        return state ->
                state.best().filter(best -> state.update() - best.update() >= updates).isPresent();
    }

    /**
     * Ends when an evaluation has found a policy that is good enough. The run needs {@code
     * evaluateEvery}, so that it is not ended by lucky episodes of training.
     *
     * @param meanReturn the mean return of an evaluation that is enough
     * @return the rule
     * @throws IllegalArgumentException if it is not a number
     */
    static StopRule atEvaluation(double meanReturn) {
        return new EvaluationRule(atReturn(meanReturn));
    }

    /**
     * Ends when so many evaluations in a row have found no better policy. The run needs {@code
     * evaluateEvery}.
     *
     * @param evaluations how many evaluations, at least 1
     * @return the rule
     * @throws IllegalArgumentException if it is below 1
     */
    static StopRule withoutGainIn(int evaluations) {
        if (evaluations < 1) {
            throw new IllegalArgumentException(
                    "evaluations must be at least 1, but is " + evaluations);
        }
        return new EvaluationRule(
                state ->
                        state.best()
                                .filter(
                                        best ->
                                                EvaluationRule.sinceBest(state, best.update())
                                                        >= evaluations)
                                .isPresent());
    }

    /**
     * Ends when one of two rules says so.
     *
     * @param other the other rule
     * @return the rule of both
     */
    default StopRule or(StopRule other) {
        return EvaluationRule.either(this, other);
    }
}
