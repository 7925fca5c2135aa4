package io.engram.environment.check;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentException;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays an environment and compares it with itself and with what it says of itself. */
final class Examination {
    static final int STEPS = 600;
    static final long SEED = 20_261;
    private static final int DRAW_EVERY = 25;

    private final Findings found;

    Examination(Findings found) {
        this.found = found;
    }

    /**
     * Looks at everything.
     *
     * @param environment is played and closed
     * @param maker makes more of them, if that is known
     * @return the number of episodes that ended
     */
    int all(Environment environment, Optional<Supplier<? extends Environment>> maker) {
        spaces(environment);
        maker.ifPresent(it -> beforeReset(it.get()));
        var first = EnvironmentPlay.of(environment, SEED, STEPS);
        if (first.changed() >= 0) {
            found.problem(
                    "%s changed an observation after it had returned it, in step %d; return a new array each time",
                    found.name(), first.changed());
        }
        found.same(
                first,
                EnvironmentPlay.of(environment, SEED, STEPS),
                "the same seed and actions",
                "take all randomness from the seed of reset(seed), and forget the last episode");
        pictures(environment, first);
        description(environment, first);
        if (first.episodes() == 0) {
            found.advise(
                    "no episode of %s ended within %d random steps; is there an end, or should a TimeLimit go around it?",
                    found.name(), STEPS);
        }
        misuse(environment);
        if (maker.isPresent()) {
            new Company(found, maker.get()).all(first);
        } else {
            found.advise(
                    "only one %s was checked; pass () -> new %s(…) to see whether several disturb each other",
                    found.name(), found.name());
        }
        found.close(environment);
        return first.episodes();
    }

    private void spaces(Environment environment) {
        ObservationSpace seen = environment.observationSpace();
        ActionSpace done = environment.actionSpace();
        if (seen == null || done == null) {
            throw new EnvironmentException(
                    found.name() + " returned null as its observationSpace() or actionSpace()");
        }
        if (!seen.equals(environment.observationSpace())
                || !done.equals(environment.actionSpace())) {
            found.problem(found.name() + " must return the same spaces at every call");
        }
        int size = seen.floats();
        int[] velocities = environment.velocityIndices();
        if (Arrays.stream(velocities).anyMatch(index -> index < 0 || index >= size)) {
            found.problem(
                    "velocityIndices() of %s must be numbers from 0 to %d, but are %s",
                    found.name(), size - 1, Arrays.toString(velocities));
        }
        if (environment.framesPerSecond() < 1) {
            found.problem(
                    "framesPerSecond() of %s must be at least 1, but is %d",
                    found.name(), environment.framesPerSecond());
        }
    }

    private void pictures(Environment environment, EnvironmentPlay first) {
        environment.reset(SEED);
        try {
            if (environment.render() == null) {
                found.problem(found.name() + " returned null from render()");
                return;
            }
        } catch (IllegalStateException none) {
            found.advise(
                    found.name() + " has no picture, so it cannot be filmed: override render()");
            return;
        }
        var drawn = EnvironmentPlay.drawn(environment, SEED, STEPS, DRAW_EVERY);
        if (drawn.sizes().size() > 1) {
            found.problem(
                    "the pictures of %s must all have one size, but have %s",
                    found.name(), String.join(", ", drawn.sizes()));
        }
        found.same(
                first, drawn, "an episode that was drawn", "render() must not change the episode");
    }

    private void description(Environment environment, EnvironmentPlay play) {
        if (environment.description().isEmpty()) {
            return;
        }
        EnvironmentDescription said = environment.description().get();
        if (!environment.observationSpace().equals(said.observationSpace())
                || !environment.actionSpace().equals(said.actionSpace())) {
            found.problem("the description of " + found.name() + " names other spaces than it has");
        }
        if (play.lowestReward() < said.lowestReward()
                || play.highestReward() > said.highestReward()) {
            found.problem(
                    "the description of %s says that rewards are from %s to %s, but they were from %s to %s",
                    found.name(),
                    said.lowestReward(),
                    said.highestReward(),
                    play.lowestReward(),
                    play.highestReward());
        }
        if (said.stepLimit().isPresent() && play.longest() > said.stepLimit().getAsInt()) {
            found.problem(
                    "the description of %s says that an episode has at most %d steps, but one had %d",
                    found.name(), said.stepLimit().getAsInt(), play.longest());
        }
    }

    private void beforeReset(Environment environment) {
        Action any = new RandomActions(environment.actionSpace(), SEED).next();
        advise(() -> environment.step(any), "a step before the first reset");
        found.close(environment);
    }

    private void misuse(Environment environment) {
        var actions = new RandomActions(environment.actionSpace(), SEED);
        Observation seen = environment.reset(SEED);
        boolean done = false;
        for (int steps = 0; steps < 20 * STEPS && !done; steps++) {
            Step step = environment.step(actions.next(seen));
            seen = step.observation();
            done = step.done();
        }
        if (done) {
            advise(() -> environment.step(actions.next()), "a step after the end of an episode");
        }
        environment.reset(SEED);
        Action outside = outside(environment.actionSpace());
        advise(() -> environment.step(outside), "the action " + outside + ", which is not its own");
    }

    private static Action outside(ActionSpace space) {
        var values = new float[space.low().length];
        Arrays.fill(values, Float.NaN);
        return Action.of(space.branches(), values);
    }

    private void advise(Runnable misuse, String what) {
        try {
            misuse.run();
        } catch (RuntimeException refused) {
            return;
        }
        found.advise(
                "%s does not refuse %s; extend CheckedEnvironment, which does", found.name(), what);
    }
}
