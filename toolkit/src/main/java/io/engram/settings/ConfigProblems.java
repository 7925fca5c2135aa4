package io.engram.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration, gathered so that it is told all at once. */
final class ConfigProblems {
    private final List<String> list = new ArrayList<>();

    private ConfigProblems() {}

    /** One sentence for each parameter that is out of range. */
    static List<String> of(AgentConfig config) {
        var problems = new ConfigProblems();
        problems.check("nSteps", config.nSteps(), config.nSteps() >= 1, "at least 1");
        problems.check("epoch", config.epoch(), config.epoch() >= 1, "at least 1");
        if (config.nMiniBatch() == 0) {
            problems.check(
                    config.algorithm().isRecurrent() ? "seqMiniBatchSize" : "miniBatchSize",
                    config.seqMiniBatchSize(),
                    config.seqMiniBatchSize() >= 1,
                    "at least 1");
        } else {
            problems.check(
                    "nMiniBatch", config.nMiniBatch(), config.nMiniBatch() >= 1, "at least 1");
        }
        problems.check(
                "paddingValue",
                config.paddingValue(),
                Double.isFinite(config.paddingValue()),
                "a finite number");
        problems.checkShare(config.rnd() == null ? "gamma" : "extGamma", config.gamma());
        problems.checkShare("lam", config.lam());
        problems.checkSchedule("epsilonClip", config.epsilonClip(), false);
        problems.checkFactor("valueLossCoef", config.valueLossCoef());
        problems.checkSchedule("entropyCoef", config.entropyCoef(), true);
        problems.checkSchedule("learningRate", config.learningRate(), true);
        problems.check("maxGradNorm", config.maxGradNorm(), config.maxGradNorm() > 0, "above 0");
        problems.check(
                "recomputeHiddenState",
                config.recomputeHiddenState(),
                config.storedHiddenState() || !config.recomputeHiddenState(),
                "false where storedHiddenState is false, since memories that begin empty are not computed");
        problems.check("shards", config.shards(), config.shards() >= 0, "at least 0");
        problems.check("targetKl", config.targetKl(), config.targetKl() > 0, "above 0");
        problems.checkOptimizer(config.optimizer());
        if (config.rnd() != null) {
            problems.checkRnd(config.rnd());
        }
        return problems.list;
    }

    static void refuse(AgentConfig config) {
        refuse(of(config));
    }

    static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private void checkRnd(RndConfig rnd) {
        checkShare("intGamma", rnd.intGamma());
        checkFactor("extAdvCoef", rnd.extAdvCoef());
        checkFactor("intAdvCoef", rnd.intAdvCoef());
        double share = rnd.rndPredExpProportion();
        check("rndPredExpProportion", share, share > 0 && share <= 1, "above 0 and at most 1");
        Integer steps = rnd.initNormSteps();
        check("initNormSteps", steps, steps == null || steps >= 1, "at least 1, or null");
        checkRange("obsNormClipRange", rnd.obsNormClipRange());
        checkRange("hiddenStateNormClipRange", rnd.hiddenStateNormClipRange());
    }

    private void checkShare(String name, double value) {
        check(name, value, value >= 0 && value <= 1, "from 0 to 1");
    }

    private void checkFactor(String name, double value) {
        check(name, value, value >= 0 && Double.isFinite(value), "at least 0");
    }

    private void checkRange(String name, ClipRange range) {
        check(
                name,
                "%s to %s".formatted(range.low(), range.high()),
                range.low() < range.high(),
                "from a lower to a higher number");
        checkSize(name, range.low());
        checkSize(name, range.high());
    }

    void check(String name, Object value, boolean legal, String range) {
        if (!legal) {
            list.add("%s must be %s, but is %s".formatted(name, range, value));
        } else if (value instanceof Double number) {
            checkSize(name, number);
        }
    }

    /** What is finite here must be finite in the engine. */
    private void checkSize(String name, double value) {
        if (Double.isFinite(value) && Math.abs(value) > Float.MAX_VALUE) {
            list.add(
                    "%s must be from -3.4E38 to 3.4E38, which is what 32 bits hold, but is %s"
                            .formatted(name, value));
        }
    }

    void checkSchedule(String name, Schedule schedule, boolean zeroAllowed) {
        if (schedule == null) {
            list.add(name + " must not be null; give a number or a Schedule");
            return;
        }
        double least = schedule.least();
        check(
                name,
                schedule.isConstant() ? schedule.at(0) : schedule,
                zeroAllowed ? least >= 0 : least > 0,
                zeroAllowed ? "at least 0" : "above 0");
        if (!schedule.isConstant()) {
            checkSize(name, schedule.greatest());
        }
    }

    void checkOptimizer(OptimizerConfig optimizer) {
        if (optimizer == null) {
            list.add("optimizer must not be null; give OptimizerConfig.adam() or adamW()");
            return;
        }
        double beta1 = optimizer.beta1();
        double beta2 = optimizer.beta2();
        check("optimizer.beta1", beta1, beta1 >= 0 && beta1 < 1, "from 0 to below 1");
        check("optimizer.beta2", beta2, beta2 >= 0 && beta2 < 1, "from 0 to below 1");
        check("optimizer.epsilon", optimizer.epsilon(), optimizer.epsilon() > 0, "above 0");
        check(
                "optimizer.weightDecay",
                optimizer.weightDecay(),
                optimizer.weightDecay() >= 0 && Double.isFinite(optimizer.weightDecay()),
                "at least 0");
    }
}
