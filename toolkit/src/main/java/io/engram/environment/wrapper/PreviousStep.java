package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Shows the previous action and the previous reward besides the observation, as memory tasks often
 * need: C + D + 1 floats, the previous choice of each branch as one 1 among zeros, the previous
 * real numbers, and the reward. All are 0 when an episode begins. {@link #actionOf} leaves the
 * reward out, for a policy that is trained on other rewards than it meets later.
 *
 * <p>They follow a vector as more elements of it; to anything else they are added as a part named
 * {@code previous}.
 *
 * <pre>{@code
 * var envs = Environments.vector("MiniGrid-MemoryS9-v0", 16, PreviousStep::new);
 * }</pre>
 */
public final class PreviousStep extends EnvironmentWrapper {
    static final EnvironmentOption<Boolean> REWARD =
            EnvironmentOption.flag("reward", true, "whether the previous reward is shown too");

    private static final String PREVIOUS = "previous";

    private final ObservationSpace space;
    private final PreviousInputs inputs;

    /**
     * Goes around an environment.
     *
     * @param inner the environment; put wrappers that change the reward inside to see their reward
     */
    public PreviousStep(Environment inner) {
        this(inner, true);
    }

    /**
     * Goes around an environment and shows the previous action alone, C + D floats.
     *
     * @param inner the environment
     * @return the environment with its previous action shown
     */
    public static PreviousStep actionOf(Environment inner) {
        return new PreviousStep(inner, false);
    }

    PreviousStep(Environment inner, boolean rewardShown) {
        super(inner);
        inputs = new PreviousInputs(inner.actionSpace(), rewardShown);
        ObservationSpace of = inner.observationSpace();
        boolean vector =
                of.isSingle() && of.type() == ElementType.FLOAT32 && of.shape().length == 1;
        space =
                vector
                        ? ObservationSpace.vector(of.floats() + inputs.size())
                        : ObservationSpace.together(
                                Stream.concat(of.parts().stream(), Stream.of(previous()))
                                        .toArray(Part[]::new));
    }

    private Part previous() {
        return ObservationSpace.part(PREVIOUS, ObservationSpace.vector(inputs.size()));
    }

    @Override
    public ObservationSpace observationSpace() {
        return space;
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    public Observation reset(long seed) {
        Observation first = super.reset(seed);
        return first.withFloats(inputs.after(first, null, 0));
    }

    @Override
    public Step step(Action action) {
        Step step = super.step(action);
        Observation bare = step.observation();
        return step.withObservation(bare.withFloats(inputs.after(bare, action, step.reward())));
    }

    @Override
    public Optional<Snapshot> snapshot() {
        return snapshotWith(to -> {});
    }

    @Override
    public void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> {});
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(inputs.rewardShown() ? Map.of() : Map.of(REWARD.name(), false));
    }
}
