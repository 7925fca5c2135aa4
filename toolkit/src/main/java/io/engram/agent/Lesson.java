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
import io.engram.settings.AgentConfig;
import java.util.Arrays;
import java.util.List;

/**
 * What is learned from one shard of a mini-batch: its part of the loss, and the gradient of that.
 * The lessons of one mini-batch may be learned on different threads.
 */
final class Lesson {
    /** The first numbers of every lesson, and where they are. */
    static final List<String> NUMBERS =
            List.of(
                    "policy objective",
                    "value loss",
                    "entropy",
                    "loss",
                    "KL",
                    "clip fraction",
                    "ratio",
                    "intrinsic value loss",
                    "predictor loss");

    static final int KL = 4;
    private static final int RATIO = 6;

    private final AgentConfig config;
    private final ActorCriticNetwork network;
    private final FlatParameters parameters;
    private final Curiosity curiosity;
    private final SequenceTable.Shard shard;
    private final long update;
    private final NDManager manager;
    private int[] picked;
    private int pickedInAll;
    private double[] numbers;

    /**
     * A lesson.
     *
     * @param shard what is learned from
     * @param update the number of updates made before, for the schedules
     * @param manager owns all that the lesson makes, and nothing else
     */
    Lesson(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            Curiosity curiosity,
            SequenceTable.Shard shard,
            long update,
            NDManager manager) {
        this.config = config;
        this.network = network;
        this.parameters = parameters;
        this.curiosity = curiosity;
        this.shard = shard;
        this.update = update;
        this.manager = manager;
    }

    /**
     * The steps from which the predictor of a curious agent learns.
     *
     * @param steps those of this shard
     * @param all how many there are in all shards
     */
    void pick(int[] steps, int all) {
        picked = steps;
        pickedInAll = all;
    }

    /** Computes the numbers and the gradient, which is added to that of the shard. */
    void learn() {
        MiniBatch batch = shard.gather(manager);
        JniUtils.setGradMode(true);
        try {
            Forward forward = parameters.learning(shard.index(), manager);
            var output = network.look(forward, batch.observations(), batch.hiddenState());
            // (S, L, P) and (S, L, V)
            NDArray outputs =
                    NDArrays.concat(new NDList(output.policy().parameters(), output.values()), -1);
            int streams = config.rnd() == null ? 1 : 2;
            var losses = new Losses(config, streams, network.squashesActions(), update);
            float[] gradient = losses.add(outputs.toFloatArray(), batch.targets());
            NDArray gradients = manager.create(gradient, outputs.getShape());
            backward(outputs, gradients);
            double predictorLoss = curiosity == null ? 0 : learnToPredict(forward);
            numbers = numbers(losses, predictorLoss);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private double learnToPredict(Forward forward) {
        NDArray loss =
                curiosity.predictorLoss(shard.index(), picked, pickedInAll, forward, manager);
        if (picked.length > 0) {
            backward(loss, loss.onesLike());
        }
        return loss.getFloat();
    }

    /** Not DJL's collector of gradients, of which a process may have only one at a time. */
    private static void backward(NDArray of, NDArray gradient) {
        // The views of the parameters are in the graphs of policy and predictor: they are kept.
        JniUtils.backward((PtNDArray) of, (PtNDArray) gradient, true, false);
    }

    private double[] numbers(Losses losses, double predictorLoss) {
        double[] common = {
            losses.objective(),
            losses.valueLoss(0),
            losses.entropy(),
            losses.loss() + predictorLoss,
            losses.kl(),
            losses.clipFraction(),
            losses.farthestRatio()
        };
        if (curiosity == null) {
            return common;
        }
        double[] all = Arrays.copyOf(common, common.length + 2);
        all[common.length] = losses.valueLoss(1);
        all[common.length + 1] = predictorLoss;
        return all;
    }

    /** The numbers of a whole mini-batch: sums, but of the ratios that which is farthest from 1. */
    static double[] numbers(List<Lesson> lessons) {
        double[] all = lessons.get(0).numbers.clone();
        for (Lesson lesson : lessons.subList(1, lessons.size())) {
            for (int i = 0; i < all.length; i++) {
                double next = lesson.numbers[i];
                all[i] = i == RATIO ? Math.max(all[i], next) : all[i] + next;
            }
        }
        return all;
    }
}
