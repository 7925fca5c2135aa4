package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Takes something else for each action.
 *
 * <pre>{@code
 * float[] torques = {-2, 0, 2};
 * var env = new MapAction(
 *         Environments.make("Pendulum-v1"),
 *         ActionSpace.discrete(3),
 *         action -> Action.ofValues(torques[action.choice()]));
 * }</pre>
 *
 * <p>The function remembers nothing. Where the new actions are one choice, what it gives for each
 * choice is checked at once, and a choice is legal where what it becomes is. Otherwise an
 * observation's {@linkplain Observation#legalChoices() legal choices} are shown as they are if the
 * branches stay the same, and are left out if not.
 */
public final class MapAction extends EnvironmentWrapper {
    private final ActionSpace space;
    private final UnaryOperator<Action> function;
    private final int[] innerBranches;

    /** What each choice becomes, or null if actions are more than one choice. */
    private final Action[] choices;

    /**
     * Goes around an environment; what is taken from outside is of the same space.
     *
     * @param inner the environment
     * @param function the action of the environment by the given one
     * @throws IllegalArgumentException if the function gives an action for a choice that is not the
     *     environment's
     */
    public MapAction(Environment inner, UnaryOperator<Action> function) {
        this(inner, inner.actionSpace(), function);
    }

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param space the space of the given actions
     * @param function the action of the environment by the given one
     * @throws IllegalArgumentException if the function gives an action for a choice that is not the
     *     environment's
     */
    public MapAction(Environment inner, ActionSpace space, UnaryOperator<Action> function) {
        super(inner);
        this.space = Objects.requireNonNull(space, "space");
        this.function = Objects.requireNonNull(function, "function");
        innerBranches = inner.actionSpace().branches();
        boolean oneChoice = space instanceof ActionSpace.Discrete && space.size() == 1;
        choices = oneChoice ? new Action[space.choices()] : null;
        if (oneChoice) {
            Arrays.setAll(choices, choice -> mapped(Action.of(choice)));
        }
    }

    private Action mapped(Action action) {
        Action mapped = function.apply(action);
        if (mapped == null || !inner().actionSpace().contains(mapped)) {
            throw new IllegalArgumentException(
                    "what the function makes of %s %s"
                            .formatted(action, inner().actionSpace().refusal(mapped)));
        }
        return mapped;
    }

    @Override
    public ActionSpace actionSpace() {
        return space;
    }

    /** That of the environment inside, but for the names of its actions, which are others. */
    @Override
    public Optional<EnvironmentDescription> description() {
        return super.description()
                .map(
                        it ->
                                it.action(space, "what a function maps to: " + it.action())
                                        .actionNames(new String[0]));
    }

    @Override
    public Observation reset(long seed) {
        return shown(super.reset(seed));
    }

    @Override
    public Step step(Action action) {
        if (!space.contains(action)) {
            throw new IllegalArgumentException("the action " + space.refusal(action));
        }
        Step step = super.step(choices == null ? mapped(action) : choices[action.choice()]);
        return step.withObservation(shown(step.observation()));
    }

    private Observation shown(Observation seen) {
        if (seen.legalChoices() == null) {
            return seen;
        }
        if (choices == null) {
            return Arrays.equals(space.branches(), innerBranches) ? seen : withoutFlags(seen);
        }
        var legal = new boolean[choices.length];
        for (int choice = 0; choice < legal.length; choice++) {
            legal[choice] = LegalActions.allows(seen, innerBranches, choices[choice]);
        }
        return seen.allowing(legal);
    }

    private static Observation withoutFlags(Observation seen) {
        return Observation.of(
                seen.byteCount() > 0 ? seen.bytes() : null,
                seen.floatCount() > 0 ? seen.floats() : null);
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(to -> {});
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> {});
    }
}
