package io.engram.agent;

import ai.djl.ndarray.NDManager;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.HiddenShape;
import io.engram.pass.NetworkPass;
import io.engram.pass.States;
import io.engram.rollout.OrderedSteps;
import io.engram.rollout.SequenceTable;
import io.engram.settings.AgentConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns in Java: ready-made networks that see vectors, for which the engine spends as much on its
 * graph as on computing. The bits are the same on every processor.
 */
final class JavaLearning implements LearningPath {
    private final AgentConfig config;
    private final ActorCriticNetwork network;
    private final FlatParameters parameters;
    private final List<FlatParameters.Entry> layout;
    private final JavaCuriosity curiosity;
    private final HiddenShape hiddenShape;
    private SequenceTable table;

    /** One for each shard, and its gradient. */
    private final List<NetworkPass> passes = new ArrayList<>();

    private final List<float[]> gradients = new ArrayList<>();

    JavaLearning(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            JavaCuriosity curiosity) {
        this.config = config;
        this.network = network;
        this.parameters = parameters;
        this.curiosity = curiosity;
        layout = parameters.entries();
        hiddenShape = network.hiddenStateShape();
    }

    @Override
    public void begin(SequenceTable sequences, NDManager phase) {
        table = sequences;
    }

    @Override
    public SequenceTable.Passage passage() {
        prepare(1);
        NetworkPass pass = passes.get(0);
        pass.load(layout, parameters.array());
        return table.passage(pass);
    }

    private void prepare(int shards) {
        while (passes.size() < shards) {
            passes.add(NetworkPass.of(network).orElseThrow());
            gradients.add(new float[parameters.size()]);
        }
    }

    @Override
    public List<? extends Lesson> lessons(
            List<SequenceTable.Shard> shards, long update, NDManager manager) {
        prepare(shards.size());
        if (curiosity != null) {
            curiosity.prepareShards(shards.size());
        }
        return shards.stream().map(shard -> new InJava(shard, update)).toList();
    }

    @Override
    public float[] gradient(List<? extends Lesson> lessons, NDManager manager) {
        float[] sum = gradients.get(0);
        for (int i = 1; i < lessons.size(); i++) {
            float[] next = gradients.get(i);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += next[j];
            }
        }
        return sum;
    }

    @Override
    public void forget() {
        // Each lesson begins with an empty gradient.
    }

    private final class InJava extends Lesson {
        private final long update;

        InJava(SequenceTable.Shard shard, long update) {
            super(shard);
            this.update = update;
        }

        @Override
        void learn() {
            NetworkPass pass = passes.get(shard.index());
            float[] gradient = gradients.get(shard.index());
            Arrays.fill(gradient, 0);
            OrderedSteps steps = shard.inOrder();
            pass.load(layout, parameters.array());
            pass.see(steps.observations());
            var states =
                    new States(steps.hiddenStates(), 0, hiddenShape.width(), hiddenShape.size());
            float[] outputs = pass.forward(steps.order(), states);
            var losses = new Losses(config, network, update);
            pass.backward(losses.add(outputs, steps.targets()));
            pass.store(gradient);
            if (curiosity == null) {
                take(losses);
            } else {
                take(losses, curiosity.learn(shard.index(), picked(), pickedInAll(), gradient));
            }
        }
    }
}
