package io.engram.checkpoint;

import io.engram.agent.LearnerState;
import io.engram.environment.Episode;
import io.engram.environment.VectorState;
import io.engram.network.FlatParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run stands between two updates: everything that the next update depends on. Nothing in it
 * is changed afterwards.
 *
 * @param update the number of updates made
 * @param environmentSteps the number of environment steps taken
 * @param trainingSeconds the time spent in training
 * @param layout the places of the parameters in the flat arrays
 * @param learner parameters, moments and random streams
 * @param hiddenState layers · N · H numbers: the memory of each environment's episode
 * @param environments where the environments stand
 * @param recentEpisodes the last episodes, oldest first
 * @param metrics one row for each update
 * @param best what was found of the best policy so far, which may be the one of this very state
 */
public record RunState(
        long update,
        long environmentSteps,
        double trainingSeconds,
        List<FlatParameters.Entry> layout,
        LearnerState learner,
        float[] hiddenState,
        VectorState environments,
        List<Episode> recentEpisodes,
        MetricHistory metrics,
        Optional<Judgement> best) {

    /**
     * This state with other metrics.
     *
     * @param rows one row for each update
     * @return a state that is otherwise the same
     */
    public RunState withMetrics(MetricHistory rows) {
        return new RunState(
                update,
                environmentSteps,
                trainingSeconds,
                layout,
                learner,
                hiddenState,
                environments,
                recentEpisodes,
                rows,
                best);
    }

    /**
     * This state with another best policy.
     *
     * @param judgement what was found of it, or empty if none was judged yet
     * @return a state that is otherwise the same
     */
    public RunState withBest(Optional<Judgement> judgement) {
        return new RunState(
                update,
                environmentSteps,
                trainingSeconds,
                layout,
                learner,
                hiddenState,
                environments,
                recentEpisodes,
                metrics,
                judgement);
    }

    /**
     * This state in another task: what was learned stays; episodes and their memory begin anew, and
     * neither the latest episodes nor the best policy of the old task count.
     *
     * @return a state that is otherwise the same
     */
    public RunState inAnotherTask() {
        return new RunState(
                update,
                environmentSteps,
                trainingSeconds,
                layout,
                learner,
                new float[hiddenState.length],
                environments.begun(),
                List.of(),
                metrics,
                Optional.empty());
    }

    /**
     * This state without all that only training needs: the optimiser, random streams, episodes and
     * metrics. A policy plays by it, and a new run may begin from it, but this run cannot go on.
     *
     * @return parameters, running statistics, and what was found of the policy
     */
    public RunState policyOnly() {
        return ofPolicy(
                update,
                environmentSteps,
                trainingSeconds,
                layout,
                learner.parameters(),
                environments.statistics(),
                judgement());
    }

    /** The state of a policy alone. */
    static RunState ofPolicy(
            long update,
            long environmentSteps,
            double trainingSeconds,
            List<FlatParameters.Entry> layout,
            float[] parameters,
            Map<String, double[]> statistics,
            Optional<Judgement> best) {
        var none = new float[0];
        var noBytes = new byte[0];
        return new RunState(
                update,
                environmentSteps,
                trainingSeconds,
                layout,
                new LearnerState(parameters, none, none, 0, noBytes, noBytes, null, null),
                none,
                new VectorState(List.of(), statistics),
                List.of(),
                new MetricHistory(List.of(), List.of()),
                best);
    }

    /**
     * Whether this is all that a policy needs, and too little to go on.
     *
     * @return whether it was made by {@link #policyOnly}
     */
    public boolean isPolicyOnly() {
        return environments.episodes().isEmpty();
    }

    /**
     * What was found of the policy of this very state, if it is the best so far.
     *
     * @return the judgement, or empty if another policy is the best or none was judged
     */
    public Optional<Judgement> judgement() {
        return best.filter(each -> each.update() == update);
    }
}
