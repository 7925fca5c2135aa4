package io.engram.training;

import io.engram.checkpoint.EvaluationDetails;
import io.engram.checkpoint.EvaluationDetails.Place;
import io.engram.checkpoint.RunDescription;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.Task;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.EvaluationPlan;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The evaluations of a run.
 *
 * @param evaluations what is written down of them; null if there are none
 * @param factory makes the environments in which they play
 */
record EvaluationSetup(
        RunDescription.Evaluations evaluations, Supplier<? extends Environment> factory) {

    /** As a plan says, or none if that is null. */
    static EvaluationSetup of(String run, int every, EvaluationPlan plan, VectorEnvironment envs) {
        Supplier<? extends Environment> likeThose = envs::newEnvironment;
        if (plan == null) {
            return new EvaluationSetup(null, likeThose);
        }
        Long seed = plan.seed().isPresent() ? (Long) plan.seed().getAsLong() : null;
        var plain = EvaluationPlan.of(plan.episodes());
        boolean isPlain =
                plan.factory().isEmpty()
                        && plan.isGreedy()
                        && seed == null
                        && plan.maxSteps() == plain.maxSteps();
        Place place = Place.AS_TRAINED;
        EnvironmentSpec named = null;
        if (plan.factory().isPresent()) {
            try (Environment environment = plan.factory().get().get()) {
                requireFit(run, plan, envs, environment);
                named = environment.spec().filter(it -> Environments.knows(it.id())).orElse(null);
                place = named == null ? Place.OWN : Place.NAMED;
            }
        }
        var details =
                isPlain
                        ? null
                        : new EvaluationDetails(
                                plan.isGreedy(), plan.maxSteps(), seed, place, named);
        return new EvaluationSetup(
                new RunDescription.Evaluations(every, plan.episodes(), details),
                plan.factory().isPresent() ? plan.factory().get() : likeThose);
    }

    private static void requireFit(
            String run, EvaluationPlan plan, VectorEnvironment envs, Environment environment) {
        requireSame(
                run, "observation space", envs.observationSpace(), environment.observationSpace());
        requireSame(run, "action space", envs.actionSpace(), environment.actionSpace());
        Optional<Task> trained = envs.task();
        Task given = Task.of(environment);
        if (!plan.mayBeAnotherTask()
                && trained.isPresent()
                && !trained.get().asSeen().equals(given.asSeen())) {
            throw new IllegalArgumentException(
                    "the run '%s' trains in %s, but its evaluation is in %s; use the same environment and wrappers, or call anotherTask() of the EvaluationPlan if that is meant"
                            .formatted(run, trained.get(), given));
        }
    }

    private static void requireSame(String run, String what, Object trained, Object given) {
        if (!trained.equals(given)) {
            throw new IllegalArgumentException(
                    "the run '%s' trains with the %s %s, but the environment of its evaluation has %s"
                            .formatted(run, what, trained, given));
        }
    }

    /** Those of a run that goes on; the plan is given again where its environments need that. */
    static EvaluationSetup resumed(
            RunDescription run, EvaluationPlan given, VectorEnvironment envs) {
        RunDescription.Evaluations saved = run.settings().evaluations();
        if (given != null) {
            int every = saved == null ? 1 : saved.every();
            EvaluationSetup again = of(run.name(), every, given, envs);
            if (!again.evaluations().equals(saved)) {
                throw new IllegalArgumentException(
                        "the run '%s' was made with the evaluation %s, but is resumed with %s; give the same one, so that what it found stays comparable"
                                .formatted(run.name(), saved, again.evaluations()));
            }
            return again;
        }
        EvaluationDetails details = saved == null ? null : saved.details();
        if (details == null || details.place() == Place.AS_TRAINED) {
            return new EvaluationSetup(saved, envs::newEnvironment);
        }
        if (details.place() == Place.OWN || !Environments.knows(details.environment().id())) {
            throw new IllegalArgumentException(
                    "the run '%s' evaluates its policy in environments of your own; give its evaluation again: TrainingRun.resuming(path).evaluation(plan)"
                            .formatted(run.name()));
        }
        return new EvaluationSetup(saved, Environments.factory(details.environment()));
    }
}
