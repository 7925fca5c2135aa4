package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.PolicyDistribution;
import io.engram.rollout.MiniBatch;
import io.engram.rollout.SequenceTable;
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
    private static final int LOSS = 3;
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
    private NDArray numbers;

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
            NDList terms = terms(batch, forward);
            if (curiosity != null) {
                NDArray predictorLoss =
                        curiosity.predictorLoss(
                                shard.index(), picked, pickedInAll, forward, manager);
                terms.set(LOSS, terms.get(LOSS).add(predictorLoss));
                terms.add(predictorLoss);
            }
            // Not DJL's collector of gradients, of which a process may have only one at a time.
            var loss = (PtNDArray) terms.get(LOSS);
            JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
            JniUtils.setGradMode(false);
            numbers = NDArrays.stack(terms);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** The numbers of a whole mini-batch: sums, but of the ratios that which is farthest from 1. */
    static NDArray numbers(List<Lesson> lessons) {
        NDArray all = lessons.get(0).numbers;
        for (Lesson lesson : lessons.subList(1, lessons.size())) {
            NDArray next = lesson.numbers;
            next.attach(all.getManager());
            NDArray farthest = all.maximum(next).get(RATIO);
            all = all.add(next);
            all.set(new NDIndex(RATIO), farthest);
        }
        return all;
    }

    /** The first of {@link #NUMBERS}: scalars. */
    private NDList terms(MiniBatch batch, Forward forward) {
        double clip = config.epsilonClip().at(update);
        var output = network.look(forward, batch.observations(), batch.hiddenState());
        PolicyDistribution policy =
                batch.penalties() == null
                        ? output.policy()
                        : output.policy().masked(batch.penalties());
        NDArray logRatio =
                Losses.logRatio(
                        policy.logProbability(batch.actions()),
                        batch.logProbabilities(),
                        batch.mask());
        NDArray ratio = logRatio.exp();
        NDArray weights = batch.weights();
        NDArray objective =
                Losses.mean(Losses.policyObjective(ratio, batch.advantages(), clip), weights);
        NDArray entropy = Losses.mean(policy.entropy(), weights);
        NDList valueLosses = valueLosses(output.values(), batch, clip);
        NDArray valueLoss =
                valueLosses.size() == 1
                        ? valueLosses.get(0)
                        : valueLosses.get(0).add(valueLosses.get(1));
        NDArray loss =
                Forward.scale(valueLoss, config.valueLossCoef())
                        .sub(Forward.scale(entropy, config.entropyCoef().at(update)))
                        .sub(objective);

        JniUtils.setGradMode(false);
        NDArray distance = ratio.sub(1).abs();
        NDArray kl = Losses.mean(Losses.approximateKl(logRatio, ratio), weights);
        NDArray clipped = Losses.mean(distance.gt(clip).toType(DataType.FLOAT32, false), weights);
        NDArray farthest = distance.max();
        JniUtils.setGradMode(true);
        var terms = new NDList(objective, valueLosses.get(0), entropy, loss, kl, clipped, farthest);
        if (valueLosses.size() > 1) {
            terms.add(valueLosses.get(1));
        }
        return terms;
    }

    /** One for each value stream. */
    private NDList valueLosses(NDArray values, MiniBatch batch, double clip) {
        var losses = new NDList();
        int streams = batch.returns().size();
        for (int v = 0; v < streams; v++) {
            // (S, L, V) -> (S, L)
            NDArray each = streams == 1 ? values.squeeze(2) : values.get("...," + v);
            NDArray errors =
                    config.valueLossClip()
                            ? Losses.clippedValueLoss(
                                    each, batch.values().get(v), batch.returns().get(v), clip)
                            : Losses.valueLoss(each, batch.returns().get(v));
            losses.add(Losses.mean(errors, batch.weights()));
        }
        return losses;
    }
}
