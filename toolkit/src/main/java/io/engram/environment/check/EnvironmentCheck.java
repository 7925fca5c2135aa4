package io.engram.environment.check;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentException;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Finds out whether an environment keeps the rules that training relies on: observations, rewards
 * and ends are legal; a seed and actions always lead to the same steps, drawn or not, beside
 * others, on any thread and from a snapshot; pictures have one size; what it says of itself is
 * true.
 *
 * <pre>{@code
 * EnvironmentCheck.verify(() -> new Corridor());   // throws, and names everything that is wrong
 * EnvironmentCheck.inspect(() -> new Corridor());  // shows it
 * }</pre>
 */
public final class EnvironmentCheck implements Showable {
    private static final int STEPS = 600;
    private static final long SEED = 20_261;
    private static final int DRAW_EVERY = 25;

    private final String name;
    private final Set<String> problems = new LinkedHashSet<>();
    private final List<String> advice = new ArrayList<>();
    private int episodes;

    private EnvironmentCheck(String name) {
        this.name = name;
    }

    /**
     * Checks an environment, and copies of it if {@link Environments} knows how to make them.
     *
     * @param environment the environment; it is played and closed
     * @return what was found, without problems
     * @throws EnvironmentException if there are problems; the message names all
     */
    public static EnvironmentCheck verify(Environment environment) {
        return inspect(environment).requireClean();
    }

    /**
     * Checks the environments that a supplier makes.
     *
     * @param maker makes a new environment each time
     * @return what was found, without problems
     * @throws EnvironmentException if there are problems; the message names all
     */
    public static EnvironmentCheck verify(Supplier<? extends Environment> maker) {
        return inspect(maker).requireClean();
    }

    /**
     * Checks an environment, and copies of it if {@link Environments} knows how to make them.
     *
     * @param environment the environment; it is played and closed
     * @return what was found
     */
    public static EnvironmentCheck inspect(Environment environment) {
        return inspect(
                environment,
                environment
                        .spec()
                        .filter(spec -> Environments.all().contains(spec.id()))
                        .map(spec -> () -> Environments.make(spec)));
    }

    /**
     * Checks the environments that a supplier makes.
     *
     * @param maker makes a new environment each time
     * @return what was found
     */
    public static EnvironmentCheck inspect(Supplier<? extends Environment> maker) {
        return inspect(maker.get(), Optional.of(maker));
    }

    private static EnvironmentCheck inspect(
            Environment environment, Optional<Supplier<? extends Environment>> maker) {
        var check = new EnvironmentCheck(EnvironmentNames.of(environment));
        try {
            check.all(environment, maker);
        } catch (EnvironmentException wrong) {
            check.problems.add(wrong.getMessage());
        }
        return check;
    }

    /**
     * What breaks a rule.
     *
     * @return sentences; empty if nothing does
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /**
     * What is allowed, but better otherwise.
     *
     * @return sentences, maybe none
     */
    public List<String> advice() {
        return List.copyOf(advice);
    }

    private EnvironmentCheck requireClean() {
        if (!problems.isEmpty()) {
            throw new EnvironmentException(
                    problems.size() == 1
                            ? problems().get(0)
                            : name + " breaks several rules:\n- " + String.join("\n- ", problems));
        }
        return this;
    }

    private void all(Environment environment, Optional<Supplier<? extends Environment>> maker) {
        spaces(environment);
        maker.ifPresent(it -> beforeReset(it.get()));
        var first = EnvironmentPlay.of(environment, SEED, STEPS);
        episodes = first.episodes();
        if (first.changed() >= 0) {
            problems.add(
                    "%s changed an observation after it had returned it, in step %d; return a new array each time"
                            .formatted(name, first.changed()));
        }
        same(
                first,
                EnvironmentPlay.of(environment, SEED, STEPS),
                "the same seed and actions",
                "take all randomness from the seed of reset(seed), and forget the last episode");
        pictures(environment, first);
        description(environment, first);
        if (first.episodes() == 0) {
            advice.add(
                    "no episode of %s ended within %d random steps; is there an end, or should a TimeLimit go around it?"
                            .formatted(name, STEPS));
        }
        misuse(environment);
        if (maker.isPresent()) {
            neighbours(maker.get(), first);
            threads(maker.get(), first);
            snapshots(maker.get(), first);
        } else {
            advice.add(
                    "only one %s was checked; pass () -> new %s(…) to see whether several disturb each other"
                            .formatted(name, name));
        }
        close(environment);
    }

    private void spaces(Environment environment) {
        ObservationSpace seen = environment.observationSpace();
        ActionSpace done = environment.actionSpace();
        if (seen == null || done == null) {
            throw new EnvironmentException(
                    name + " returned null as its observationSpace() or actionSpace()");
        }
        if (!seen.equals(environment.observationSpace())
                || !done.equals(environment.actionSpace())) {
            problems.add(name + " must return the same spaces at every call");
        }
        int size = seen.floats();
        int[] velocities = environment.velocityIndices();
        if (Arrays.stream(velocities).anyMatch(index -> index < 0 || index >= size)) {
            problems.add(
                    "velocityIndices() of %s must be numbers from 0 to %d, but are %s"
                            .formatted(name, size - 1, Arrays.toString(velocities)));
        }
        if (environment.framesPerSecond() < 1) {
            problems.add(
                    "framesPerSecond() of %s must be at least 1, but is %d"
                            .formatted(name, environment.framesPerSecond()));
        }
    }

    private void same(EnvironmentPlay first, EnvironmentPlay second, String what, String remedy) {
        first.firstDifference(second)
                .ifPresent(
                        where ->
                                problems.add(
                                        "%s: %s led to something else in %s; %s"
                                                .formatted(name, what, where, remedy)));
    }

    private void pictures(Environment environment, EnvironmentPlay first) {
        environment.reset(SEED);
        try {
            if (environment.render() == null) {
                problems.add(name + " returned null from render()");
                return;
            }
        } catch (IllegalStateException none) {
            advice.add(name + " has no picture, so it cannot be filmed: override render()");
            return;
        }
        var drawn = EnvironmentPlay.drawn(environment, SEED, STEPS, DRAW_EVERY);
        if (drawn.sizes().size() > 1) {
            problems.add(
                    "the pictures of %s must all have one size, but have %s"
                            .formatted(name, String.join(", ", drawn.sizes())));
        }
        same(first, drawn, "an episode that was drawn", "render() must not change the episode");
    }

    private void description(Environment environment, EnvironmentPlay play) {
        if (environment.description().isEmpty()) {
            return;
        }
        EnvironmentDescription said = environment.description().get();
        if (!environment.observationSpace().equals(said.observationSpace())
                || !environment.actionSpace().equals(said.actionSpace())) {
            problems.add("the description of " + name + " names other spaces than it has");
        }
        if (play.lowestReward() < said.lowestReward()
                || play.highestReward() > said.highestReward()) {
            problems.add(
                    "the description of %s says that rewards are from %s to %s, but they were from %s to %s"
                            .formatted(
                                    name,
                                    said.lowestReward(),
                                    said.highestReward(),
                                    play.lowestReward(),
                                    play.highestReward()));
        }
        if (said.stepLimit().isPresent() && play.longest() > said.stepLimit().getAsInt()) {
            problems.add(
                    "the description of %s says that an episode has at most %d steps, but one had %d"
                            .formatted(name, said.stepLimit().getAsInt(), play.longest()));
        }
    }

    private void beforeReset(Environment environment) {
        Action any = new RandomActions(environment.actionSpace(), SEED).next();
        advise(() -> environment.step(any), "a step before the first reset");
        close(environment);
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
        advice.add(
                "%s does not refuse %s; extend CheckedEnvironment, which does"
                        .formatted(name, what));
    }

    /** Two at once, on one thread: each must go on as if it were alone. */
    private void neighbours(Supplier<? extends Environment> maker, EnvironmentPlay alone) {
        Environment one = maker.get();
        Environment other = maker.get();
        if (one == other) {
            problems.add("the supplier made the same " + name + " twice");
            return;
        }
        same(
                alone,
                EnvironmentPlay.beside(one, other, SEED, STEPS),
                "an episode beside another environment",
                "let two environments share nothing that changes, no static fields");
        close(one);
        close(other);
    }

    private void threads(Supplier<? extends Environment> maker, EnvironmentPlay alone) {
        var pool = Executors.newFixedThreadPool(2);
        try {
            Callable<EnvironmentPlay> play = () -> EnvironmentPlay.of(maker.get(), SEED, STEPS);
            for (var future : pool.invokeAll(List.of(play, play))) {
                same(
                        alone,
                        future.get(),
                        "an episode on another thread",
                        "let two environments share nothing that changes, no static fields");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            problems.add("%s failed on another thread: %s".formatted(name, failure.getCause()));
        } finally {
            pool.shutdownNow();
        }
    }

    /** An episode that goes on in another environment must go on as if it were the same. */
    private void snapshots(Supplier<? extends Environment> maker, EnvironmentPlay unbroken) {
        Environment one = maker.get();
        Environment other = maker.get();
        same(
                unbroken,
                EnvironmentPlay.of(new SnapshotSwap(one, other), SEED, STEPS),
                "an episode that went on from a snapshot",
                "let snapshot() write everything that step(action) changes");
        close(one);
        close(other);
    }

    private void close(Environment environment) {
        try {
            environment.close();
            environment.close();
        } catch (RuntimeException failure) {
            problems.add("%s must allow close() twice, but threw %s".formatted(name, failure));
        }
    }

    @Override
    public String toHtml() {
        return "<pre>" + HtmlText.escape(toString()) + "</pre>";
    }

    @Override
    public String toString() {
        var text = new StringBuilder(name);
        text.append(
                problems.isEmpty()
                        ? " keeps the rules (%d steps, %d episodes)".formatted(STEPS, episodes)
                        : " breaks rules:");
        problems.forEach(each -> text.append("\n- ").append(each));
        advice.forEach(each -> text.append("\nadvice: ").append(each));
        return text.toString();
    }
}
