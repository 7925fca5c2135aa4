package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.rollout.MiniBatch;
import io.engram.rollout.SequenceTable;
import io.engram.rollout.SequenceTensors;
import io.engram.settings.AgentConfig;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;

/** Learns in the engine: any network, on any device. */
final class EngineLearning implements LearningPath {
    private final AgentConfig config;
    private final ActorCriticNetwork network;
    private final FlatParameters parameters;
    private final EngineCuriosity curiosity;
    private final ObservationSpace space;
    private SequenceTensors tensors;
    private NDManager phase;

    EngineLearning(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            EngineCuriosity curiosity,
            ObservationSpace space) {
        this.config = config;
        this.network = network;
        this.parameters = parameters;
        this.curiosity = curiosity;
        this.space = space;
    }

    @Override
    public void begin(SequenceTable sequences, NDManager owner) {
        phase = owner;
        tensors =
                new SequenceTensors(
                        sequences,
                        space,
                        (float) config.paddingValue(),
                        network.hiddenStateShape(),
                        owner);
    }

    @Override
    public SequenceTable.Passage passage() {
        return tensors.passage(network, parameters, phase);
    }

    @Override
    public List<? extends Lesson> lessons(
            List<SequenceTable.Shard> shards, long update, NDManager manager) {
        parameters.prepareShards(shards.size());
        tensors.prepareShards(shards.size());
        if (curiosity != null) {
            curiosity.prepareShards(shards.size(), phase);
        }
        var lessons = new ArrayList<Lesson>();
        shards.forEach(shard -> lessons.add(new InEngine(shard, update, manager.newSubManager())));
        return lessons;
    }

    @Override
    public float[] gradient(List<? extends Lesson> lessons, NDManager manager) {
        float[] gradient = parameters.gradient(lessons.size(), manager);
        parameters.clearGradients();
        return gradient;
    }

    @Override
    public void forget() {
        parameters.clearGradients();
    }

    private final class InEngine extends Lesson {
        private final long update;
        private final NDManager manager;

        /**
         * A lesson.
         *
         * @param manager owns all that the lesson makes, and nothing else
         */
        InEngine(SequenceTable.Shard shard, long update, NDManager manager) {
            super(shard);
            this.update = update;
            this.manager = manager;
        }

        @Override
        void learn() {
            MiniBatch batch = tensors.gather(shard, manager);
            JniUtils.setGradMode(true);
            try {
                Forward forward = parameters.learning(shard.index(), manager);
                var output = network.look(forward, batch.observations(), batch.hiddenState());
                // (S, L, P) and (S, L, V)
                NDArray outputs =
                        NDArrays.concat(
                                new NDList(output.policy().parameters(), output.values()), -1);
                var losses = new Losses(config, network, update);
                float[] gradient = losses.add(outputs.toFloatArray(), batch.targets());
                backward(outputs, manager.create(gradient, outputs.getShape()));
                if (curiosity == null) {
                    take(losses);
                } else {
                    take(losses, learnToPredict(forward));
                }
            } finally {
                JniUtils.setGradMode(false);
            }
        }

        private double learnToPredict(Forward forward) {
            if (picked().length == 0) {
                return 0;
            }
            NDArray loss =
                    curiosity.predictorLoss(
                            shard.index(), picked(), pickedInAll(), forward, manager);
            backward(loss, loss.onesLike());
            return loss.getFloat();
        }

        /** Not DJL's collector of gradients, of which a process may have only one at a time. */
        private static void backward(NDArray of, NDArray gradient) {
            // The views of the parameters are in the graphs of policy and predictor: they are kept.
            JniUtils.backward((PtNDArray) of, (PtNDArray) gradient, true, false);
        }
    }
}
