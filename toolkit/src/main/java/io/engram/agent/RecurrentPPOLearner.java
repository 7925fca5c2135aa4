package io.engram.agent;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.engram.engine.EngineThread;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.RecurrentPPOSharedNetwork;
import io.engram.random.RandomStream;
import io.engram.rollout.MiniBatch;
import io.engram.rollout.Rollout;
import io.engram.rollout.SequenceTable;
import java.util.List;

/**
 * The part of an agent that changes: parameters, optimiser and random streams, and the update that
 * turns a rollout into better parameters.
 *
 * <p>Used on the engine's thread only.
 */
public final class RecurrentPPOLearner implements AutoCloseable {
    private static final int STATISTICS = 8;

    private final RecurrentPPOConfig config;
    private final RecurrentPPOSharedNetwork network;
    private final FlatParameters parameters;
    private final Adam optimizer;
    private final RandomStream actionRandom;
    private final RandomStream shuffleRandom;

    RecurrentPPOLearner(
            RecurrentPPOConfig config,
            RecurrentPPOSharedNetwork network,
            FlatParameters parameters,
            long seed) {
        this.config = config;
        this.network = network;
        this.parameters = parameters;
        optimizer = new Adam(config.optimizer(), parameters.flat());
        actionRandom = RandomStream.of(seed, "actions");
        shuffleRandom = RandomStream.of(seed, "shuffling");
    }

    /**
     * Learns from one rollout: advantages, sequences, epochs, mini-batches, steps.
     *
     * @param rollout what was collected with the present parameters
     * @param update the number of updates made before, for the schedules
     * @param phase owns the rollout's tensors
     * @param betweenBatches called before each mini-batch; it may throw to give up
     * @return what the update did
     * @throws TrainingDivergedException if a loss, a gradient or a parameter is no longer finite
     */
    public UpdateStatistics update(
            Rollout rollout, long update, NDManager phase, Runnable betweenBatches) {
        EngineThread.beginLearning(parameters.size());
        rollout.estimateAdvantages(config.gamma(), config.lam());
        var table =
                new SequenceTable(
                        rollout,
                        rollout.split(config.seqLen()),
                        (float) config.paddingValue(),
                        network.hiddenStateShape(),
                        phase);
        var statistics = new NDList();
        boolean goOn = true;
        for (int epoch = 0; epoch < config.epoch() && goOn; epoch++) {
            for (int[] rows : deal(table)) {
                betweenBatches.run();
                NDArray numbers = learn(table, rows, update, phase);
                statistics.add(numbers);
                goOn = !numbersExceedTargetKl(numbers);
                if (!goOn) {
                    break;
                }
            }
        }
        return summarize(NDArrays.stack(statistics).toFloatArray(), rollout, table, update);
    }

    private List<int[]> deal(SequenceTable table) {
        return config.nMiniBatch() > 0
                ? table.dealt(config.nMiniBatch(), shuffleRandom)
                : table.shuffled(config.seqMiniBatchSize(), shuffleRandom);
    }

    private boolean numbersExceedTargetKl(NDArray numbers) {
        // Reading a number waits for the device, so it is only done when it matters.
        return config.targetKl() < Double.POSITIVE_INFINITY
                && numbers.getFloat(4) > config.targetKl();
    }

    /**
     * One mini-batch: loss, gradient, clipping, step; the numbers of {@link #terms} and the norm.
     */
    NDArray learn(SequenceTable table, int[] rows, long update, NDManager phase) {
        try (NDManager manager = phase.newSubManager()) {
            MiniBatch batch = table.gather(rows, config.advantageNormalization(), manager);
            NDArray flat = parameters.flat();
            NDList terms;
            try (var collector = Engine.getInstance().newGradientCollector()) {
                terms = terms(batch, update, manager);
                collector.backward(terms.get(3));
            }
            NDArray gradient = flat.getGradient();
            NDArray norm = gradient.square().sum().sqrt();
            if (config.maxGradNorm() < Double.POSITIVE_INFINITY) {
                gradient.muli(norm.add(1e-6f).pow(-1).mul((float) config.maxGradNorm()).clip(0, 1));
            }
            optimizer.step(flat, gradient, config.learningRate().at(update), manager);
            clearGradient();
            terms.add(norm);
            NDArray numbers = NDArrays.stack(terms);
            numbers.attach(phase);
            return numbers;
        }
    }

    /** Objective, value loss, entropy, loss, KL, clip fraction, ratio farthest from 1: scalars. */
    private NDList terms(MiniBatch batch, long update, NDManager manager) {
        double clip = config.epsilonClip().at(update);
        var output =
                network.forward(
                        parameters.learning(manager),
                        new NDList(batch.observations()),
                        batch.hiddenState());
        NDArray logRatio =
                Losses.logRatio(
                        output.policy().logProbability(batch.actions()),
                        batch.logProbabilities(),
                        batch.mask());
        NDArray ratio = logRatio.exp();
        // (S, L, 1) -> (S, L)
        NDArray values = output.value().squeeze(2);
        NDArray valueErrors =
                config.valueLossClip()
                        ? Losses.clippedValueLoss(values, batch.values(), batch.returns(), clip)
                        : Losses.valueLoss(values, batch.returns());

        NDArray weights = batch.weights();
        NDArray objective =
                Losses.mean(Losses.policyObjective(ratio, batch.advantages(), clip), weights);
        NDArray valueLoss = Losses.mean(valueErrors, weights);
        NDArray entropy = Losses.mean(output.policy().entropy(), weights);
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
        return new NDList(objective, valueLoss, entropy, loss, kl, clipped, farthest);
    }

    private void clearGradient() {
        parameters.flat().getGradient();
        JniUtils.zeroGrad((PtNDArray) parameters.flat());
    }

    private UpdateStatistics summarize(
            float[] numbers, Rollout rollout, SequenceTable table, long update) {
        int batches = numbers.length / STATISTICS;
        var means = new double[STATISTICS];
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new TrainingDivergedException(
                        "the "
                                + List.of(
                                                "policy objective",
                                                "value loss",
                                                "entropy",
                                                "loss",
                                                "KL",
                                                "clip fraction",
                                                "ratio",
                                                "gradient norm")
                                        .get(i % STATISTICS)
                                + " of mini-batch %d became %s; try a lower learningRate, a maxGradNorm, or scaled rewards"
                                        .formatted(i / STATISTICS, numbers[i]));
            }
            means[i % STATISTICS] += (double) numbers[i] / batches;
        }
        return new UpdateStatistics(
                means[0],
                means[1],
                means[2],
                means[3],
                means[4],
                means[5],
                means[7],
                1 + (double) numbers[6],
                rollout.explainedVariance(),
                rollout.meanValue(),
                rollout.meanAdvantage(),
                table.size(),
                table.length(),
                table.paddingShare(),
                batches,
                config.learningRate().at(update),
                config.epsilonClip().at(update),
                config.entropyCoef().at(update));
    }

    /**
     * The network's parameters.
     *
     * @return the live parameters
     */
    public FlatParameters parameters() {
        return parameters;
    }

    /**
     * The stream that samples actions.
     *
     * @return the live stream
     */
    public RandomStream actionRandom() {
        return actionRandom;
    }

    /**
     * All that this learner knows now.
     *
     * @return a copy, outside the engine
     */
    public LearnerState state() {
        return new LearnerState(
                parameters.values(),
                optimizer.firstMoment(),
                optimizer.secondMoment(),
                optimizer.steps(),
                actionRandom.save(),
                shuffleRandom.save());
    }

    /**
     * Goes back to what was known.
     *
     * @param state what {@link #state} gave
     */
    public void restore(LearnerState state) {
        parameters.set(state.parameters());
        optimizer.restore(state.firstMoment(), state.secondMoment(), state.optimizerSteps());
        actionRandom.restore(state.actionRandom());
        shuffleRandom.restore(state.shuffleRandom());
        // An update that was given up may have left a gradient behind.
        clearGradient();
    }

    @Override
    public void close() {
        optimizer.close();
        parameters.close();
    }
}
