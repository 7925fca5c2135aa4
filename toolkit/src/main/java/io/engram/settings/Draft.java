package io.engram.settings;

/** The parameters while a builder is at work, each at its default until it is set. */
final class Draft {
    Algorithm algorithm;
    int nSteps = 256;
    int epoch = 4;
    int seqLen = 16;
    int seqMiniBatchSize = 64;
    int nMiniBatch;
    double paddingValue;
    double gamma = 0.995;
    double lam = 0.95;
    Schedule epsilonClip = Schedule.constant(0.2);
    double valueLossCoef = 0.5;
    Schedule entropyCoef = Schedule.constant(0.001);
    Schedule learningRate = Schedule.constant(5e-4);
    double maxGradNorm = 0.5;
    boolean valueLossClip;
    boolean advantageNormalization = true;
    boolean rewardScaling = true;
    double targetKl = Double.POSITIVE_INFINITY;
    boolean resetHiddenState = true;
    boolean storedHiddenState = true;
    boolean recomputeHiddenState;
    int shards;
    OptimizerConfig optimizer = OptimizerConfig.adam();
    String device;
    double intGamma = 0.99;
    double extAdvCoef = 1;
    double intAdvCoef = 1;
    double rndPredExpProportion = 0.25;
    Integer initNormSteps = 50;
    ClipRange obsNormClipRange = new ClipRange(-5, 5);
    ClipRange hiddenStateNormClipRange = new ClipRange(-5, 5);

    /** The defaults of an algorithm. */
    Draft(Algorithm algorithm) {
        this.algorithm = algorithm;
        if (!algorithm.isRecurrent()) {
            seqLen = 1;
            seqMiniBatchSize = 256;
        }
        if (algorithm.isCurious()) {
            gamma = 0.999;
            rewardScaling = false;
        }
    }

    /** The size of a mini-batch, in sequences or in steps. */
    void miniBatchSize(int size) {
        seqMiniBatchSize = size;
        nMiniBatch = 0;
    }

    /** The number of mini-batches in place of their size. */
    void miniBatches(int count) {
        nMiniBatch = count;
        seqMiniBatchSize = 0;
    }

    /** Takes all parameters over. */
    void set(AgentConfig config) {
        if (config.algorithm() != algorithm) {
            throw new IllegalArgumentException(
                    "this is a builder for %s, but the configuration is for %s"
                            .formatted(algorithm.key(), config.algorithm().key()));
        }
        nSteps = config.nSteps();
        epoch = config.epoch();
        seqLen = config.seqLen();
        seqMiniBatchSize = config.seqMiniBatchSize();
        nMiniBatch = config.nMiniBatch();
        paddingValue = config.paddingValue();
        gamma = config.gamma();
        lam = config.lam();
        epsilonClip = config.epsilonClip();
        valueLossCoef = config.valueLossCoef();
        entropyCoef = config.entropyCoef();
        learningRate = config.learningRate();
        maxGradNorm = config.maxGradNorm();
        valueLossClip = config.valueLossClip();
        advantageNormalization = config.advantageNormalization();
        rewardScaling = config.rewardScaling();
        targetKl = config.targetKl();
        resetHiddenState = config.resetHiddenState();
        storedHiddenState = config.storedHiddenState();
        recomputeHiddenState = config.recomputeHiddenState();
        shards = config.shards();
        optimizer = config.optimizer();
        device = config.device();
        if (config.rnd() != null) {
            intGamma = config.rnd().intGamma();
            extAdvCoef = config.rnd().extAdvCoef();
            intAdvCoef = config.rnd().intAdvCoef();
            rndPredExpProportion = config.rnd().rndPredExpProportion();
            initNormSteps = config.rnd().initNormSteps();
            obsNormClipRange = config.rnd().obsNormClipRange();
            hiddenStateNormClipRange = config.rnd().hiddenStateNormClipRange();
        }
    }

    AgentConfig config() {
        return new AgentConfig(
                algorithm,
                nSteps,
                epoch,
                seqLen,
                seqMiniBatchSize,
                nMiniBatch,
                paddingValue,
                gamma,
                lam,
                epsilonClip,
                valueLossCoef,
                entropyCoef,
                learningRate,
                maxGradNorm,
                valueLossClip,
                advantageNormalization,
                rewardScaling,
                targetKl,
                resetHiddenState,
                storedHiddenState,
                recomputeHiddenState,
                shards,
                optimizer,
                device,
                algorithm.isCurious() ? rnd() : null);
    }

    private RndConfig rnd() {
        return new RndConfig(
                intGamma,
                extAdvCoef,
                intAdvCoef,
                rndPredExpProportion,
                initNormSteps,
                obsNormClipRange,
                hiddenStateNormClipRange);
    }
}
