package io.engram.evaluation;

import io.engram.environment.wrapper.PreviousInputs;
import io.engram.network.ActionSampler;
import io.engram.network.HiddenShape;
import io.engram.random.RandomStream;
import io.engram.rollout.Actor;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A policy at work: it keeps the memory of N episodes and empties it when one begins.
 *
 * <pre>{@code
 * try (var session = policy.session()) {
 *     var seen = env.reset(7);
 *     var step = env.step(session.act(seen));
 * }
 * }</pre>
 *
 * <p>It may be saved in mid-episode and goes on to the same bits: {@link #save} and {@link
 * #restore}. Several threads may use it; they wait for each other. Many sessions by key are {@link
 * PolicySessions}.
 */
public final class PolicySession implements AutoCloseable {
    private final Policy policy;
    private final HiddenShape hiddenShape;
    private final ActionSpace actionSpace;
    private final Actors actors;
    private final Runnable onClose;
    private final ActionSampler sampler;
    private final SightCheck check;
    // Null for a policy that does not look at the previous step.
    private final @Nullable PreviousInputs previous;
    private final int observedFloats;
    private final int count;
    private final long[] steps;
    private final Action[] lastActions;
    private float[] hiddenState;
    private float[] nextHiddenState;
    // Null for the likeliest actions.
    private @Nullable RandomStream chance;
    private volatile boolean closed;

    PolicySession(Policy policy, int count) {
        this(policy, requireSome(count), new Actors(policy, count, 1), null);
    }

    /** A session of actors that others use too, and that it does not close. */
    PolicySession(Policy policy, int count, Actors actors, Runnable onClose) {
        this.policy = policy;
        this.count = count;
        this.actors = actors;
        this.onClose = onClose == null ? actors::close : onClose;
        var description = policy.description();
        actionSpace = description.actionSpace();
        hiddenShape = policy.network().hiddenStateShape();
        sampler = new ActionSampler(actionSpace, policy.network().squashesActions());
        check = new SightCheck(description.observationSpace(), actionSpace);
        previous =
                description
                        .task()
                        .flatMap(task -> PreviousInputs.of(task.asSeen().spec(), actionSpace))
                        .orElse(null);
        observedFloats = description.observationSpace().floats();
        steps = new long[count];
        lastActions = new Action[count];
        hiddenState = new float[count * hiddenShape.size()];
        nextHiddenState = new float[hiddenState.length];
    }

    private static int requireSome(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "a session needs at least 1 environment, but was asked for " + count);
        }
        return count;
    }

    /**
     * Samples actions from now on, as in training, in {@link #act(Observation)} and {@link
     * #decide(Observation)}. Without it they are the likeliest.
     *
     * @param seed the source of chance; the same seed and observations give the same actions
     * @return this session
     * @throws IllegalStateException if the session is closed, or for several environments, each of
     *     which has a stream of its own in {@link #act(Observation[], RandomStream[])}
     */
    public PolicySession sampled(long seed) {
        return chance(RandomStream.of(seed, "session"));
    }

    synchronized PolicySession chance(@Nullable RandomStream random) {
        requireOpen();
        requireOne("sampled(seed)");
        chance = random;
        return this;
    }

    /**
     * The action in a single environment: the likeliest, unless the session is {@linkplain
     * #sampled}.
     *
     * @param observation what is seen, as the environment shows it with its wrappers; of a policy
     *     that was trained in {@code PreviousStep}, also without what that adds when an episode has
     *     just begun, or if the reward is left out there
     * @return the action
     * @throws IllegalArgumentException as {@link #act(Observation[], RandomStream[])}
     * @throws IllegalStateException if the session is closed, or the network gives numbers that are
     *     not finite for this observation
     */
    public Action act(Observation observation) {
        return decide(observation).action();
    }

    /**
     * The action of a policy that was trained in {@code PreviousStep}, outside of that wrapper: the
     * session knows its previous action, and is told what it brought.
     *
     * @param observation what is seen, without what the wrapper adds
     * @param reward the reward of the previous action, as the wrapper was shown it; 0 when an
     *     episode has just begun
     * @return the action
     * @throws IllegalArgumentException as {@link #act(Observation)}, or if the policy does not look
     *     at the previous reward, or the reward is not finite, or not 0 when an episode has just
     *     begun
     * @throws IllegalStateException as {@link #act(Observation)}
     */
    public Action act(Observation observation, double reward) {
        return decide(observation, reward).action();
    }

    /**
     * The action as {@link #act(Observation)} gives it, with its probabilities and the value of the
     * state.
     *
     * @param observation what is seen
     * @return action, value and probabilities
     * @throws IllegalArgumentException as {@link #act(Observation)}
     * @throws IllegalStateException as {@link #act(Observation)}
     */
    public synchronized Decision decide(Observation observation) {
        requireOpen();
        requireCount(1, "observations");
        if (previous == null || !isBare(observation)) {
            return decideOn(observation);
        }
        if (steps[0] > 0 && previous.rewardShown()) {
            throw new IllegalArgumentException(
                    "the policy '%s' looks at the previous reward, and the observation is without it; use act(observation, reward); its memory is as it was"
                            .formatted(policy.description().name()));
        }
        return decideAfter(observation, 0);
    }

    /**
     * The action as {@link #act(Observation, double)} gives it, with its probabilities and the
     * value of the state.
     *
     * @param observation what is seen, without what {@code PreviousStep} adds
     * @param reward the reward of the previous action; 0 when an episode has just begun
     * @return action, value and probabilities
     * @throws IllegalArgumentException as {@link #act(Observation, double)}
     * @throws IllegalStateException as {@link #act(Observation)}
     */
    public synchronized Decision decide(Observation observation, double reward) {
        requireOpen();
        requireCount(1, "observations");
        if (previous == null || !previous.rewardShown()) {
            throw new IllegalArgumentException(
                    "the policy '%s' does not look at the previous reward; use act(observation)"
                            .formatted(policy.description().name()));
        }
        if (!Float.isFinite((float) reward) || steps[0] == 0 && reward != 0) {
            throw new IllegalArgumentException(
                    "reward must be %s, but is %s; its memory is as it was"
                            .formatted(
                                    steps[0] == 0
                                            ? "0 when an episode has just begun"
                                            : "a finite number",
                                    reward));
        }
        if (!isBare(observation)) {
            throw new IllegalArgumentException(
                    "with a reward the observation must be without what PreviousStep adds, but %s; its memory is as it was"
                            .formatted(
                                    observation == null
                                            ? "is null"
                                            : "has " + observation.elements()));
        }
        return decideAfter(observation, reward);
    }

    /**
     * The decision on what an environment shows with its wrappers, and who wants to see the
     * policy's parameters meanwhile.
     *
     * @param also sees them before {@link #hiddenState} tells what the memory has become
     */
    synchronized Decision decide(Observation observation, Consumer<Actor> also) {
        requireOpen();
        requireCount(1, "observations");
        return decideOn(observation, also);
    }

    /** Whether an observation is as the task shows it, without what {@code PreviousStep} adds. */
    private boolean isBare(Observation observation) {
        return observation != null && observation.floatCount() == observedFloats - previous.size();
    }

    private Decision decideAfter(Observation bare, double reward) {
        return decideOn(bare.withFloats(previous.after(bare, lastActions[0], reward)));
    }

    private Decision decideOn(Observation observation) {
        return decideOn(observation, actor -> {});
    }

    private Decision decideOn(Observation observation, Consumer<Actor> also) {
        var decision = new Decision[1];
        look(
                new Observation[] {observation},
                actor -> {
                    int at = actor.offset(0);
                    Action action = sampler.draw(actor.policies(), at, chance);
                    decision[0] =
                            Decision.of(
                                    action,
                                    sampler.logProbability(),
                                    actor.value(0, 0),
                                    actionSpace,
                                    actor.policies(),
                                    at);
                    lastActions[0] = action;
                    also.accept(actor);
                });
        return decision[0];
    }

    /**
     * One action for each of N environments. After an error the session goes on as if nothing had
     * been shown.
     *
     * @param observations N observations, as the environments show them
     * @param random N streams from which actions are sampled, or null for the likeliest actions
     * @return N actions
     * @throws IllegalArgumentException if there are not N observations and streams, or one
     *     observation is not of the policy's space, is not finite, or leaves nothing to choose
     * @throws IllegalStateException if the session is closed, or the network gives numbers that are
     *     not finite for these observations
     */
    public synchronized Action[] act(Observation[] observations, RandomStream @Nullable [] random) {
        requireOpen();
        requireCount(observations.length, "observations");
        if (random != null) {
            requireCount(random.length, "random streams");
        }
        look(
                observations,
                actor -> {
                    for (int n = 0; n < count; n++) {
                        RandomStream stream = random == null ? null : random[n];
                        lastActions[n] = sampler.draw(actor.policies(), actor.offset(n), stream);
                    }
                });
        return lastActions.clone();
    }

    /** Checks and normalises what is seen, and lets the memory take it in, if all goes well. */
    private void look(Observation[] observations, Consumer<Actor> draw) {
        for (int n = 0; n < count; n++) {
            check.require(observations[n], n);
        }
        var seen = observations;
        if (policy.normalizer().isPresent()) {
            var normalizer = policy.normalizer().get();
            seen = Arrays.stream(seen).map(normalizer::normalize).toArray(Observation[]::new);
        }
        Observation[] shown = seen;
        actors.lend(
                actor -> {
                    actor.look(shown, hiddenState, nextHiddenState);
                    requireNumbers(actor.policies());
                    requireNumbers(nextHiddenState);
                    float[] before = hiddenState;
                    hiddenState = nextHiddenState;
                    nextHiddenState = before;
                    draw.accept(actor);
                });
        for (int n = 0; n < count; n++) {
            steps[n]++;
        }
    }

    /** Minus infinity may be how a network of the user's own says that a choice is not legal. */
    private void requireNumbers(float[] values) {
        for (float value : values) {
            if (Float.isNaN(value) || value == Float.POSITIVE_INFINITY) {
                throw new IllegalStateException(
                        "the network of '%s' gave %s for these observations, so look for elements that are far greater than in training; its memory is as it was"
                                .formatted(policy.description().name(), value));
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this session is closed; open another");
        }
    }

    private void requireCount(int given, String what) {
        if (given != count) {
            throw new IllegalArgumentException(
                    "this session is for %d environments, but was shown %d %s"
                            .formatted(count, given, what));
        }
    }

    private void requireOne(String what) {
        if (count != 1) {
            throw new IllegalStateException(
                    "%s is for a session of one environment, but this one is for %d"
                            .formatted(what, count));
        }
    }

    /**
     * Says that an episode begins in a session of one environment: its memory is emptied, unless
     * the policy was trained to carry its memory over.
     *
     * @throws IllegalStateException if the session is closed, or for several environments
     */
    public void beginEpisode() {
        requireOne("beginEpisode()");
        beginEpisode(0);
    }

    /**
     * Says that an episode begins: its memory is emptied, unless the policy was trained to carry
     * its memory over.
     *
     * @param environment which environment, from 0 to N - 1
     * @throws IllegalArgumentException if there is no environment of this number
     * @throws IllegalStateException if the session is closed
     */
    public synchronized void beginEpisode(int environment) {
        requireOpen();
        if (environment < 0 || environment >= count) {
            throw new IllegalArgumentException(
                    "environment must be 0 to %d in this session, but is %d"
                            .formatted(count - 1, environment));
        }
        steps[environment] = 0;
        lastActions[environment] = null;
        if (policy.description().config().resetHiddenState()) {
            hiddenShape.clear(hiddenState, environment, count);
        }
    }

    /**
     * The number of actions since the episode began, in a session of one environment.
     *
     * @return at least 0
     * @throws IllegalStateException if the session is for several environments
     */
    public synchronized long steps() {
        requireOne("steps()");
        return steps[0];
    }

    /**
     * The memory.
     *
     * @return a copy: {@code (D·layers, N, H)} in a row; of an LSTM h before c
     */
    public synchronized float[] hiddenState() {
        return hiddenState.clone();
    }

    /**
     * Goes on with another memory, for example one that {@link #hiddenState()} gave; episodes,
     * previous actions and chance stay as they are.
     *
     * @param values {@code (D·layers, N, H)} in a row
     * @throws IllegalArgumentException if there are more or fewer numbers, or one is NaN
     * @throws IllegalStateException if the session is closed
     */
    public synchronized void hiddenState(float[] values) {
        requireOpen();
        if (values.length != hiddenState.length) {
            throw new IllegalArgumentException(
                    "hiddenState must be %d numbers (layers %d, environments %d, width %d), but is %d; the memory is as it was"
                            .formatted(
                                    hiddenState.length,
                                    hiddenShape.layers(),
                                    count,
                                    hiddenShape.width(),
                                    values.length));
        }
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                throw new IllegalArgumentException(
                        "hiddenState must be numbers, but element %d is NaN; the memory is as it was"
                                .formatted(i));
            }
        }
        hiddenState = values.clone();
    }

    /**
     * All that the next action depends on besides what is seen: memory, previous action, chance. A
     * session of the same policy, in another process too, goes on from it to the same bits.
     *
     * @return bytes for {@link #restore}, some 4 for each element of the memory
     */
    public synchronized byte[] save() {
        byte[] random = chance == null ? null : chance.save();
        return new SessionState(steps, lastActions, hiddenState, random).encode(policy);
    }

    /**
     * Goes on from where a session was saved, {@linkplain #sampled} or not as that one.
     *
     * @param saved what {@link #save} gave
     * @throws IllegalArgumentException if the bytes are damaged, or of a session of another policy
     *     or number of environments; this session is as it was
     * @throws IllegalStateException if the session is closed
     */
    public synchronized void restore(byte[] saved) {
        requireOpen();
        var state = SessionState.decode(saved, policy, count, hiddenState.length);
        chance = state.random() == null ? null : RandomStream.restored(state.random());
        hiddenState = state.hiddenState();
        System.arraycopy(state.steps(), 0, steps, 0, count);
        System.arraycopy(state.actions(), 0, lastActions, 0, count);
    }

    /** Frees what the session holds. What it remembers is lost, unless it was {@link #save}d. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}
