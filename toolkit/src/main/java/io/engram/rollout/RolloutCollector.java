package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorStep;
import io.engram.network.ActionSampler;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.function.Supplier;

/**
 * Acts in N environments and writes down what happens.
 *
 * <p>Episodes and hidden states carry over from one rollout to the next. The state that is stored
 * with a step is the one fed into it.
 */
public final class RolloutCollector {
    private final VectorEnvironment environments;
    private final Actor actor;
    private final HiddenShape hiddenShape;
    private final ActionSampler sampler;
    private final boolean resetHiddenState;
    private final int valueStreams;
    private final Supplier<String> whereabouts;
    private Observation[] current;
    private float[] hiddenState;

    /**
     * A collector.
     *
     * @param environments where it acts
     * @param network what it acts by
     * @param resetHiddenState whether memory is emptied when an episode begins
     */
    public RolloutCollector(
            VectorEnvironment environments, ActorCriticNetwork network, boolean resetHiddenState) {
        this.environments = environments;
        this.resetHiddenState = resetHiddenState;
        whereabouts = () -> environments.busy().orElse("the environments");
        valueStreams = network.valueStreams();
        actor = new Actor(network, environments.observationSpace(), environments.actionSpace());
        hiddenShape = network.hiddenStateShape();
        sampler = new ActionSampler(environments.actionSpace());
    }

    /**
     * Begins with these observations and this memory.
     *
     * @param observations N first observations
     * @param state the hidden states from {@link #hiddenState}, or null for an empty memory
     */
    public void begin(Observation[] observations, float[] state) {
        current = observations;
        hiddenState =
                state != null
                        ? state.clone()
                        : new float[environments.count() * hiddenShape.size()];
    }

    /**
     * The memory of every environment now.
     *
     * @return layers · N · H numbers
     */
    public float[] hiddenState() {
        return hiddenState.clone();
    }

    /**
     * Collects a rollout.
     *
     * @param parameters the network's parameters
     * @param phase owns the rollout's hidden states
     * @param steps T
     * @param random where sampled actions come from
     * @param betweenSteps called before each step; it may throw to give up
     * @return the rollout, without advantages
     */
    public Rollout collect(
            FlatParameters parameters,
            NDManager phase,
            int steps,
            RandomStream random,
            Runnable betweenSteps) {
        EngineThread.beginActing(parameters.size());
        int count = environments.count();
        var rollout =
                new Rollout(
                        environments.observationSpace(),
                        environments.actionSpace(),
                        count,
                        steps,
                        valueStreams,
                        resetHiddenState);
        try (NDManager acting = phase.newSubManager()) {
            Forward forward = parameters.acting(acting);
            NDArray hidden = acting.create(hiddenState, hiddenShape.of(count));
            var fedIn = new NDList(steps);
            var actions = new Action[count];
            for (int t = 0; t < steps; t++) {
                betweenSteps.run();
                fedIn.add(hidden);
                try (NDManager step = acting.newSubManager()) {
                    step.tempAttachAll(hidden);
                    var look = actor.look(forward, step, current, hidden);
                    sample(rollout, t, look, actions, random);
                    VectorStep result = step(actions);
                    record(rollout, t, result);
                    recordFinalValues(rollout, t, result, forward, step, look.nextHiddenState());
                    hidden = nextHidden(step, look.nextHiddenState(), result);
                    hidden.attach(acting);
                    current = result.observations();
                }
            }
            try (NDManager last = acting.newSubManager()) {
                last.tempAttachAll(hidden);
                var look = actor.look(forward, last, current, hidden);
                putValues(look, (v, n, value) -> rollout.bootstrapValues[v][n] = value);
            }
            rollout.hiddenStates = rows(fedIn, steps * count);
            rollout.hiddenStates.attach(phase);
            rollout.lastHiddenStates = rows(new NDList(hidden), count);
            rollout.lastHiddenStates.attach(phase);
            rollout.lastObservations = current;
            hiddenState = hidden.toFloatArray();
        }
        return rollout;
    }

    /** Outside the engine: a step that never ends must not keep other work from it. */
    private VectorStep step(Action[] actions) {
        return EngineThread.away(whereabouts, () -> environments.step(actions));
    }

    private void sample(
            Rollout rollout, int t, Actor.Look look, Action[] actions, RandomStream random) {
        for (int n = 0; n < actions.length; n++) {
            actions[n] = sampler.draw(look.policies(), look.offset(n), random);
            rollout.observations[n][t] = current[n];
            rollout.actions[n][t] = sampler.stored().clone();
            rollout.logProbabilities[n][t] = sampler.logProbability();
        }
        putValues(look, (v, n, value) -> rollout.values[v][n][t] = value);
    }

    private interface ValueSink {
        void put(int stream, int environment, float value);
    }

    private void putValues(Actor.Look look, ValueSink sink) {
        for (int v = 0; v < valueStreams; v++) {
            for (int n = 0; n < environments.count(); n++) {
                sink.put(v, n, look.value(n, v));
            }
        }
    }

    private static void record(Rollout rollout, int t, VectorStep result) {
        for (int n = 0; n < rollout.environments; n++) {
            rollout.rewards[n][t] = result.rewards()[n];
            rollout.terminated[n][t] = result.terminated()[n];
            rollout.truncated[n][t] = result.truncated()[n];
            boolean done = result.terminated()[n] || result.truncated()[n];
            rollout.finalObservations[n][t] = done ? result.finalObservations()[n] : null;
        }
        rollout.episodes.addAll(result.finished());
    }

    /** The value of what a cut-off episode saw last, under the memory that it had then. */
    private void recordFinalValues(
            Rollout rollout,
            int t,
            VectorStep result,
            Forward forward,
            NDManager step,
            NDArray nextHidden) {
        Observation[] seen = null;
        for (int n = 0; n < rollout.environments; n++) {
            if (result.truncated()[n] && !result.terminated()[n]) {
                seen = seen == null ? result.observations().clone() : seen;
                seen[n] = result.finalObservations()[n];
            }
        }
        if (seen == null) {
            return;
        }
        var look = actor.look(forward, step, seen, nextHidden);
        putValues(look, (v, n, value) -> rollout.finalValues[v][n][t] = value);
    }

    private NDArray nextHidden(NDManager step, NDArray hidden, VectorStep result) {
        if (!resetHiddenState) {
            return hidden;
        }
        var done = new boolean[result.terminated().length];
        for (int n = 0; n < done.length; n++) {
            done[n] = result.terminated()[n] || result.truncated()[n];
        }
        return Actor.forget(step, hidden, done);
    }

    /** One row for each step and environment: T arrays of (layers, N, H) -> (T·N, layers·H). */
    private NDArray rows(NDList states, int count) {
        return NDArrays.stack(states, 0)
                .transpose(0, 2, 1, 3)
                .reshape(new Shape(count, hiddenShape.size()));
    }
}
