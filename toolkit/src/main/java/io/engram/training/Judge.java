package io.engram.training;

import io.engram.checkpoint.EvaluationDetails;
import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import io.engram.environment.Environment;
import io.engram.evaluation.EpisodeResult;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.network.ActorCriticNetwork;
import io.engram.random.RandomStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says how good policies are: by the return of training, which costs nothing, or by an evaluation
 * every so many updates.
 *
 * <p>It draws from no stream of training and leaves the run's own environments alone.
 */
final class Judge {
    private final RunDescription description;
    private final ActorCriticNetwork network;
    private final Supplier<? extends Environment> factory;
    private final RunDescription.Evaluations evaluations;

    /**
     * A judge.
     *
     * @param factory makes the environments of an evaluation
     */
    Judge(
            RunDescription description,
            ActorCriticNetwork network,
            Supplier<? extends Environment> factory) {
        this.description = description;
        this.network = network;
        this.factory = factory;
        evaluations = description.settings().evaluations();
    }

    /**
     * Judges after an update.
     *
     * @param before the state before the update, whose policy acted in it
     * @param after the state after it
     * @param finished the number of episodes that ended in it
     * @param betweenSteps called before each step of an evaluation; it may throw to give up
     * @return what was found of the policy of one of the two states, or empty if nothing was
     */
    Optional<Judgement> judge(
            RunState before, RunState after, int finished, Runnable betweenSteps) {
        Judgement judgement = null;
        if (evaluations != null && after.update() % evaluations.every() == 0) {
            judgement = evaluate(after, betweenSteps);
        }
        // An untrained policy is never the best, even while it is the only one.
        if (evaluations == null && finished > 0 && before.update() > 0) {
            judgement = trained(before, after);
        }
        return Optional.ofNullable(judgement).filter(each -> Double.isFinite(each.meanReturn()));
    }

    /**
     * The return of training after an update is that of the policy before it: an update that breaks
     * the policy still shows the good return of the one that acted.
     */
    private static Judgement trained(RunState before, RunState after) {
        return new Judgement(
                before.update(),
                MetricLog.meanReturn(after.recentEpisodes()),
                after.recentEpisodes().size(),
                false);
    }

    private Judgement evaluate(RunState state, Runnable betweenSteps) {
        EvaluationDetails details = evaluations.details();
        boolean sampled = details != null && !details.greedy();
        var evaluation =
                Evaluation.of(Policy.of(description, state, network), factory)
                        .episodes(evaluations.episodes())
                        .environments(evaluations.episodes())
                        // A factory may make several tasks, and was looked at before.
                        .anotherTask()
                        .seed(seed(details));
        if (details != null) {
            evaluation.maxSteps(details.maxSteps());
        }
        double mean =
                (sampled ? evaluation.sampled() : evaluation.greedy())
                        .run(betweenSteps).episodes().stream()
                                .mapToDouble(EpisodeResult::totalReward)
                                .average()
                                .orElseThrow();
        return new Judgement(state.update(), mean, evaluations.episodes(), true, sampled);
    }

    /** Unless it is given, not the run's own, so that a test with that plays other episodes. */
    private long seed(EvaluationDetails details) {
        return details != null && details.seed() != null
                ? details.seed()
                : RandomStream.of(description.seed(), "evaluation").nextLong();
    }
}
