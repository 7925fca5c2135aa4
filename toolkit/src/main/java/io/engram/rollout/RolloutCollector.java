package io.engram.rollout;

import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorStep;
import io.engram.network.ActionSampler;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.HiddenShape;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private float[] nextHiddenState;
    private float[] spareHiddenState;

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
        actor =
                Actor.of(
                        network,
                        environments.observationSpace(),
                        environments.actionSpace(),
                        environments.count());
        hiddenShape = network.hiddenStateShape();
        sampler = new ActionSampler(environments.actionSpace(), network.squashesActions());
    }

    /**
     * Begins with these observations and this memory.
     *
     * @param observations N first observations
     * @param state the hidden states from {@link #hiddenState}, or null for an empty memory
     */
    public void begin(Observation[] observations, float @Nullable [] state) {
        current = observations;
        hiddenState =
                state != null
                        ? state.clone()
                        : new float[environments.count() * hiddenShape.size()];
        nextHiddenState = new float[hiddenState.length];
        spareHiddenState = new float[hiddenState.length];
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
     * @param phase owns what acting makes, until the rollout is collected
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
        int count = environments.count();
        var rollout =
                new Rollout(
                        environments.observationSpace(),
                        environments.actionSpace(),
                        count,
                        steps,
                        valueStreams,
                        resetHiddenState);
        int width = hiddenShape.size();
        var fedIn = new float[Math.multiplyExact(Math.multiplyExact(steps, count), width)];
        try (NDManager acting = phase.newSubManager()) {
            actor.begin(parameters, acting);
            var actions = new Action[count];
            for (int t = 0; t < steps; t++) {
                betweenSteps.run();
                putRows(hiddenState, fedIn, t * count * width);
                actor.look(current, hiddenState, nextHiddenState);
                sample(rollout, t, actions, random);
                VectorStep result = step(actions);
                record(rollout, t, result);
                recordFinalValues(rollout, t, result);
                forget(result);
                swapHiddenStates();
                current = result.observations();
            }
            actor.look(current, hiddenState, nextHiddenState);
            putValues((v, n, value) -> rollout.bootstrapValues[v][n] = value);
        }
        rollout.hiddenStates = fedIn;
        rollout.lastHiddenStates = new float[count * width];
        putRows(hiddenState, rollout.lastHiddenStates, 0);
        rollout.lastObservations = current;
        return rollout;
    }

    /** Outside the engine: a step that never ends must not keep other work from it. */
    private VectorStep step(Action[] actions) {
        return EngineThread.away(whereabouts, () -> environments.step(actions));
    }

    private void sample(Rollout rollout, int t, Action[] actions, RandomStream random) {
        for (int n = 0; n < actions.length; n++) {
            actions[n] = sampler.draw(actor.policies(), actor.offset(n), random);
            rollout.see(n, t, current[n]);
            rollout.actions[n][t] = sampler.stored().clone();
            rollout.logProbabilities[n][t] = sampler.logProbability();
        }
        putValues((v, n, value) -> rollout.values[v][n][t] = value);
    }

    private interface ValueSink {
        void put(int stream, int environment, float value);
    }

    private void putValues(ValueSink sink) {
        for (int v = 0; v < valueStreams; v++) {
            for (int n = 0; n < environments.count(); n++) {
                sink.put(v, n, actor.value(n, v));
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
        if (!result.finished().isEmpty()) {
            long now = System.nanoTime();
            result.finished().forEach(each -> rollout.endings.add(new Ending(each, t + 1, now)));
        }
    }

    /** The value of what a cut-off episode saw last, under the memory that it had then. */
    private void recordFinalValues(Rollout rollout, int t, VectorStep result) {
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
        actor.look(seen, nextHiddenState, spareHiddenState);
        putValues((v, n, value) -> rollout.finalValues[v][n][t] = value);
    }

    /** Empties the memory of the environments whose episode ended. */
    private void forget(VectorStep result) {
        int count = environments.count();
        for (int n = 0; resetHiddenState && n < count; n++) {
            if (result.terminated()[n] || result.truncated()[n]) {
                hiddenShape.clear(nextHiddenState, n, count);
            }
        }
    }

    private void swapHiddenStates() {
        float[] before = hiddenState;
        hiddenState = nextHiddenState;
        nextHiddenState = before;
    }

    /** Hidden states (layers, N, H) -> (N, layers·H), one row for each environment. */
    private void putRows(float[] states, float[] rows, int start) {
        int count = environments.count();
        int width = hiddenShape.width();
        for (int n = 0; n < count; n++) {
            for (int layer = 0; layer < hiddenShape.layers(); layer++) {
                System.arraycopy(
                        states,
                        (layer * count + n) * width,
                        rows,
                        start + (n * hiddenShape.layers() + layer) * width,
                        width);
            }
        }
    }
}
