package io.engram.rollout;

import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineTeam;
import io.engram.engine.EngineThread;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.pass.NetworkPass;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.util.List;

/**
 * Acts in Java: on the thread that asks and, where that is one of the engine's and there is enough
 * to do, on those of its team. Which of them looks for an environment does not change a bit.
 */
final class JavaActor extends Actor {
    /** Products of an input and a weight that are worth another thread: some 20 microseconds. */
    private static final long PRODUCTS_OF_A_GROUP = 400_000;

    private final NetworkPass[] groups;
    private final int count;

    JavaActor(ActorCriticNetwork network, NetworkPass pass, ActionSpace actionSpace, int count) {
        this(network, pass, actionSpace, count, groups(pass, count));
    }

    JavaActor(
            ActorCriticNetwork network,
            NetworkPass pass,
            ActionSpace actionSpace,
            int count,
            int groupCount) {
        super(network, actionSpace, count);
        this.count = count;
        groups = new NetworkPass[groupCount];
        groups[0] = pass;
        for (int i = 1; i < groups.length; i++) {
            groups[i] = NetworkPass.of(network).orElseThrow();
        }
    }

    private static int groups(NetworkPass pass, int count) {
        long worth = Math.max(1, pass.products() * count / PRODUCTS_OF_A_GROUP);
        return (int) Math.min(worth, Math.min(count, EngineThread.threads()));
    }

    @Override
    public void begin(FlatParameters parameters, NDManager phase) {
        begin(parameters.entries(), parameters.values());
    }

    @Override
    public void begin(List<FlatParameters.Entry> layout, float[] values) {
        EngineTeam.forEach(groups.length, group -> groups[group].load(layout, values));
    }

    @Override
    void look(Observation[] observations, float[] hiddenState, float[] next, float[] rows) {
        EngineTeam.forEach(
                groups.length,
                group ->
                        groups[group].look(
                                observations,
                                first(group),
                                first(group + 1),
                                hiddenState,
                                next,
                                rows));
    }

    /** The first environment of a group. */
    private int first(int group) {
        return (int) ((long) count * group / groups.length);
    }
}
