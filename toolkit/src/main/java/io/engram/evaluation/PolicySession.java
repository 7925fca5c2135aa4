package io.engram.evaluation;

import ai.djl.ndarray.NDManager;
import io.engram.engine.Devices;
import io.engram.engine.EngineThread;
import io.engram.network.ActionSampler;
import io.engram.network.FlatParameters;
import io.engram.network.HiddenShape;
import io.engram.random.RandomStream;
import io.engram.rollout.Actor;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Arrays;

/**
 * A policy at work: it keeps the memory of N episodes and empties it when one begins.
 *
 * <pre>{@code
 * try (var session = policy.session()) {
 *     var seen = env.reset(7);
 *     var step = env.step(session.act(seen));
 * }
 * }</pre>
 */
public final class PolicySession implements AutoCloseable {
    private final Policy policy;
    private final HiddenShape hiddenShape;
    private final Actor actor;
    private final ActionSampler sampler;
    private final SightCheck check;
    // Null where Java acts, which has its own copy.
    private final FlatParameters parameters;
    private final int count;
    private final boolean[] forget;
    private float[] hiddenState;
    private float[] nextHiddenState;
    private boolean closed;

    PolicySession(Policy policy, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "a session needs at least 1 environment, but was asked for " + count);
        }
        this.policy = policy;
        this.count = count;
        var description = policy.description();
        hiddenShape = policy.network().hiddenStateShape();
        actor =
                Actor.of(
                        policy.network(),
                        description.observationSpace(),
                        description.actionSpace(),
                        count);
        sampler = new ActionSampler(description.actionSpace(), policy.network().squashesActions());
        check = new SightCheck(description.observationSpace(), description.actionSpace());
        forget = new boolean[count];
        hiddenState = new float[count * hiddenShape.size()];
        nextHiddenState = new float[hiddenState.length];
        if (actor.isInJava()) {
            parameters = null;
            actor.begin(policy.layout(), policy.parameters());
        } else {
            parameters = EngineThread.call(() -> inEngine(policy));
        }
    }

    private static FlatParameters inEngine(Policy policy) {
        var description = policy.description();
        var parameters =
                FlatParameters.initialize(
                        policy.network(),
                        description.observationSpace(),
                        Devices.of(description.config().device()),
                        RandomStream.of(0, "initialization"));
        parameters.set(policy.parameters());
        return parameters;
    }

    /**
     * The likeliest action in a single environment.
     *
     * @param observation what is seen, as the environment shows it
     * @return the action
     * @throws IllegalArgumentException as {@link #act(Observation[], RandomStream[])}
     */
    public Action act(Observation observation) {
        return act(new Observation[] {observation}, null)[0];
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
    public Action[] act(Observation[] observations, RandomStream[] random) {
        requireOpen();
        requireCount(observations.length, "observations");
        if (random != null) {
            requireCount(random.length, "random streams");
        }
        for (int n = 0; n < count; n++) {
            check.require(observations[n], n);
        }
        var seen = observations;
        if (policy.normalizer().isPresent()) {
            var normalizer = policy.normalizer().get();
            seen = Arrays.stream(seen).map(normalizer::normalize).toArray(Observation[]::new);
        }
        return actOn(seen, random);
    }

    private Action[] actOn(Observation[] seen, RandomStream[] random) {
        if (parameters == null) {
            return look(seen, random);
        }
        return EngineThread.call(
                () -> {
                    try (var phase = NDManager.newBaseManager(parameters.flat().getDevice())) {
                        actor.begin(parameters, phase);
                        return look(seen, random);
                    }
                });
    }

    private Action[] look(Observation[] seen, RandomStream[] random) {
        for (int n = 0; n < count; n++) {
            if (forget[n]) {
                hiddenShape.clear(hiddenState, n, count);
                forget[n] = false;
            }
        }
        actor.look(seen, hiddenState, nextHiddenState);
        requireNumbers(actor.policies());
        requireNumbers(nextHiddenState);
        float[] before = hiddenState;
        hiddenState = nextHiddenState;
        nextHiddenState = before;
        var actions = new Action[count];
        for (int n = 0; n < count; n++) {
            actions[n] =
                    sampler.draw(
                            actor.policies(), actor.offset(n), random == null ? null : random[n]);
        }
        return actions;
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

    /**
     * Says that an episode begins: its memory is emptied, unless the policy was trained to carry
     * its memory over.
     *
     * @param environment which environment, from 0 to N - 1
     * @throws IllegalArgumentException if there is no environment of this number
     * @throws IllegalStateException if the session is closed
     */
    public void beginEpisode(int environment) {
        requireOpen();
        if (environment < 0 || environment >= count) {
            throw new IllegalArgumentException(
                    "environment must be 0 to %d in this session, but is %d"
                            .formatted(count - 1, environment));
        }
        if (policy.description().config().resetHiddenState()) {
            forget[environment] = true;
        }
    }

    /** Frees the session's tensors. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (parameters != null) {
                EngineThread.run(parameters::close);
            }
        }
    }
}
