package io.engram.agent;

import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineTeam;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.random.RandomStream;
import io.engram.rollout.RewardScale;
import io.engram.rollout.Rollout;
import io.engram.rollout.SequenceTable;
import io.engram.rollout.ValueStream;
import io.engram.settings.AgentConfig;
import io.engram.settings.RndConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * The part of an agent that changes: parameters, optimiser and random streams, and the update that
 * turns a rollout into better parameters.
 *
 * <p>Used on the engine's thread only.
 */
public final class Learner implements AutoCloseable {
    private static final int STEPS_OF_A_SHARD = 512;
    private static final int MOST_SHARDS = 4;
    private static final int NORM_SUMS = 8;

    private final AgentConfig config;
    private final ActorCriticNetwork network;
    private final FlatParameters parameters;
    private final Curiosity curiosity;
    private final LearningPath path;
    private final List<ValueStream> valueStreams;
    private final RewardScale rewardScale;
    private final Adam optimizer;
    private final RandomStream actionRandom;
    private final RandomStream shuffleRandom;

    Learner(
            AgentConfig config,
            ActorCriticNetwork network,
            FlatParameters parameters,
            Curiosity curiosity,
            LearningPath path,
            int environments,
            long seed) {
        this.config = config;
        this.network = network;
        this.parameters = parameters;
        this.curiosity = curiosity;
        this.path = path;
        valueStreams = valueStreams(config);
        rewardScale = config.rewardScaling() ? new RewardScale(config.gamma(), environments) : null;
        optimizer = new Adam(config.optimizer(), parameters.size());
        actionRandom = RandomStream.of(seed, "actions");
        shuffleRandom = RandomStream.of(seed, "shuffling");
    }

    private static List<ValueStream> valueStreams(AgentConfig config) {
        RndConfig rnd = config.rnd();
        return rnd == null
                ? List.of(new ValueStream(config.gamma(), 1, true))
                : List.of(
                        new ValueStream(config.gamma(), rnd.extAdvCoef(), true),
                        new ValueStream(rnd.intGamma(), rnd.intAdvCoef(), false));
    }

    /**
     * How many steps each environment takes before the first update, for {@link #prepare} only.
     *
     * @return 0 for agents that are not curious
     */
    public int preparingSteps() {
        return curiosity == null ? 0 : curiosity.preparingSteps();
    }

    /**
     * Sets the normalisers of a curious agent from steps that are not learned from.
     *
     * @param rollout what was collected before the first update
     */
    public void prepare(Rollout rollout) {
        curiosity.observe(rollout);
    }

    /**
     * Learns from one rollout: rewards, advantages, sequences, epochs, mini-batches, steps.
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
        SequenceTable table = table(rollout, phase);
        var statistics = new ArrayList<double[]>();
        boolean goOn = true;
        double drift = Double.NaN;
        for (int epoch = 0; epoch < config.epoch() && goOn; epoch++) {
            if (config.recomputeHiddenState() && epoch > 0) {
                drift = table.recomputeHiddenStates(path.passage());
            }
            for (int[] rows : deal(table)) {
                betweenBatches.run();
                double[] numbers = learn(table, rows, update, phase);
                requireFinite(numbers, statistics.size());
                statistics.add(numbers);
                goOn = numbers[Lesson.KL] <= config.targetKl();
                if (!goOn) {
                    break;
                }
            }
        }
        return summarize(statistics, rollout, table, update, drift);
    }

    /** What an update does before its first mini-batch: rewards, advantages, sequences. */
    SequenceTable table(Rollout rollout, NDManager phase) {
        if (rewardScale != null) {
            rewardScale.apply(rollout);
        }
        if (curiosity != null) {
            curiosity.reward(rollout, phase);
        }
        rollout.estimateAdvantages(valueStreams, config.lam());
        var table =
                new SequenceTable(
                        rollout, rollout.split(config.seqLen()), network.hiddenStateShape());
        if (!config.storedHiddenState()) {
            table.forgetHiddenStates();
        }
        begin(table, phase);
        return table;
    }

    /** Gets ready to learn from some sequences. */
    void begin(SequenceTable table, NDManager phase) {
        path.begin(table, phase);
    }

    private List<int[]> deal(SequenceTable table) {
        return config.nMiniBatch() > 0
                ? table.dealt(config.nMiniBatch(), shuffleRandom)
                : table.shuffled(config.seqMiniBatchSize(), shuffleRandom);
    }

    private void requireFinite(double[] numbers, int batch) {
        for (int i = 0; i < numbers.length; i++) {
            // All of them belong to floats.
            float number = (float) numbers[i];
            if (!Float.isFinite(number)) {
                throw new TrainingDivergedException(
                        "the %s of mini-batch %d became %s; try a lower learningRate, a maxGradNorm, or scaled rewards"
                                .formatted(names().get(i), batch, number));
            }
        }
    }

    /**
     * One mini-batch: loss, gradient, clipping, step. Its shards are learned from side by side;
     * their losses and gradients are parts of those of the mini-batch, and are added in the order
     * of the shards.
     *
     * @return the numbers of {@link #names}
     */
    double[] learn(SequenceTable table, int[] rows, long update, NDManager phase) {
        try (NDManager manager = phase.newSubManager()) {
            var shards =
                    table.shards(
                            rows,
                            shards(rows.length * table.length()),
                            config.advantageNormalization());
            List<? extends Lesson> lessons = path.lessons(shards, update, manager);
            pick(lessons);
            EngineTeam.forEach(shards.size(), shard -> lessons.get(shard).learn());
            float[] gradient = path.gradient(lessons, manager);
            double norm = norm(gradient);
            double scale = config.maxGradNorm() / (norm + 1e-6);
            if (scale < 1) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= (float) scale;
                }
            }
            optimizer.step(parameters.array(), gradient, config.learningRate().at(update));
            parameters.changed();
            double[] numbers = Lesson.numbers(lessons);
            double[] withNorm = Arrays.copyOf(numbers, numbers.length + 1);
            withNorm[numbers.length] = norm;
            return withNorm;
        }
    }

    /** It does not depend on the machine: or the bits would. */
    private int shards(int steps) {
        if (config.shards() > 0) {
            return config.shards();
        }
        int fitting = Math.max(1, Math.min(MOST_SHARDS, steps / STEPS_OF_A_SHARD));
        return parameters.areMany() ? MOST_SHARDS : fitting;
    }

    /** With several sums at a time, so that none has to wait for the one before it. */
    private static double norm(float[] gradient) {
        var sums = new double[NORM_SUMS];
        int whole = gradient.length - gradient.length % NORM_SUMS;
        for (int i = 0; i < whole; i += NORM_SUMS) {
            for (int j = 0; j < NORM_SUMS; j++) {
                sums[j] += (double) gradient[i + j] * gradient[i + j];
            }
        }
        double sum = 0;
        for (int i = whole; i < gradient.length; i++) {
            sum += (double) gradient[i] * gradient[i];
        }
        return Math.sqrt(sum + Arrays.stream(sums).sum());
    }

    /** Picks the steps from which a curious agent's predictor learns. */
    private void pick(List<? extends Lesson> lessons) {
        if (curiosity == null) {
            return;
        }
        List<int[]> picked = lessons.stream().map(it -> curiosity.pick(it.shard.steps())).toList();
        int all = picked.stream().mapToInt(each -> each.length).sum();
        for (int i = 0; i < picked.size(); i++) {
            lessons.get(i).pick(picked.get(i), all);
        }
    }

    /** The numbers of each mini-batch, in their order. */
    private List<String> names() {
        var names = new ArrayList<>(Lesson.NUMBERS);
        if (curiosity == null) {
            names.removeIf(name -> name.startsWith("intrinsic") || name.startsWith("pred"));
        }
        names.add("gradient norm");
        return names;
    }

    private UpdateStatistics summarize(
            List<double[]> numbers,
            Rollout rollout,
            SequenceTable table,
            long update,
            double hiddenStateDrift) {
        List<String> names = names();
        int batches = numbers.size();
        var means = new HashMap<String, Double>();
        for (double[] each : numbers) {
            for (int i = 0; i < each.length; i++) {
                means.merge(names.get(i), each[i] / batches, Double::sum);
            }
        }
        var rnd =
                curiosity == null
                        ? null
                        : new UpdateStatistics.Rnd(
                                means.get("intrinsic value loss"),
                                means.get("predictor loss"),
                                curiosity.meanRawReward(),
                                curiosity.meanReward());
        return new UpdateStatistics(
                means.get("policy objective"),
                means.get("value loss"),
                means.get("entropy"),
                means.get("loss"),
                means.get("KL"),
                means.get("clip fraction"),
                means.get("gradient norm"),
                1 + numbers.get(0)[names.indexOf("ratio")],
                rollout.explainedVariance(),
                rollout.meanValue(),
                rollout.meanAdvantage(),
                table.size(),
                table.length(),
                table.paddingShare(),
                batches,
                hiddenStateDrift,
                config.learningRate().at(update),
                config.epsilonClip().at(update),
                config.entropyCoef().at(update),
                rnd);
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
                shuffleRandom.save(),
                rewardScale == null ? null : rewardScale.statistics(),
                curiosity == null ? null : curiosity.state());
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
        if (rewardScale != null) {
            rewardScale.restore(state.rewardScale());
        }
        if (curiosity != null) {
            curiosity.restore(state.rnd());
        }
        path.forget();
    }

    @Override
    public void close() {
        parameters.close();
    }
}
