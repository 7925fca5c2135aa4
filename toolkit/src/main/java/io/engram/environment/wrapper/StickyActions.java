package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the previous action once more instead of the given one, by chance, so that a task cannot be
 * solved by actions learned by heart (Machado et al. 2018). The first action of an episode is
 * always the given one, and an action that is not {@linkplain Observation#legalChoices() legal} any
 * more is not taken again. All chance comes from the episode's seed.
 *
 * <p>The paper lets every single frame stick, so {@link FrameSkip} goes around it:
 *
 * <pre>{@code
 * var env = new FrameSkip(new StickyActions(game, 0.25), 4);
 * }</pre>
 */
public final class StickyActions extends EnvironmentWrapper {
    static final EnvironmentOption<Double> PROBABILITY =
            EnvironmentOption.number("probability", 0, 0, 1, "how likely the last action is taken");

    private final double probability;
    private final int[] branches;
    private final EpisodeRandom random;

    /** The action that may be taken again, or null if there is none. */
    private Action previous;

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param probability how likely the previous action is taken again, 0 to 1; 0.25 in the paper
     * @throws IllegalArgumentException if {@code probability} is not 0 to 1
     */
    public StickyActions(Environment inner, double probability) {
        super(inner);
        this.probability = EpisodeRandom.requireProbability(probability);
        branches = inner.actionSpace().branches();
        random = new EpisodeRandom(this);
    }

    @Override
    public Observation reset(long seed) {
        random.begin(seed);
        previous = null;
        return super.reset(seed);
    }

    @Override
    public Step step(Action action) {
        boolean sticks = random.happens(probability);
        Action taken = sticks && previous != null ? previous : action;
        Step step = super.step(taken);
        previous = LegalActions.allows(step.observation(), branches, taken) ? taken : null;
        return step;
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(
                to -> {
                    random.save(to);
                    to.put(previous != null);
                    if (previous != null) {
                        save(previous, to);
                    }
                });
    }

    private static void save(Action action, SnapshotWriter to) {
        var choices = new int[action.choiceCount()];
        for (int branch = 0; branch < choices.length; branch++) {
            choices[branch] = action.choice(branch);
        }
        var values = new float[action.valueCount()];
        for (int dimension = 0; dimension < values.length; dimension++) {
            values[dimension] = action.value(dimension);
        }
        to.put(choices).put(values);
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(
                snapshot,
                from -> {
                    random.load(from);
                    previous = from.nextFlag() ? load(from) : null;
                });
    }

    private Action load(SnapshotReader from) {
        Action action = Action.of(from.nextInts(), from.nextFloats());
        if (!actionSpace().contains(action)) {
            throw new IllegalArgumentException(
                    "the previous action of the snapshot " + actionSpace().refusal(action));
        }
        return action;
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("probability", probability));
    }
}
