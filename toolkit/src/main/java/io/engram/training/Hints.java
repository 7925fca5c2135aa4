package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.settings.AgentConfig;
import io.engram.show.Figures;
import io.engram.space.ActionSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at the latest metrics of a run for what usually means trouble. A hint goes when the metrics
 * are well again. {@code docs/tuning.md} has a section for each.
 */
final class Hints {
    private static final String PAGE = "docs/tuning.md#";

    /** How many updates in a row are looked at. */
    private static final int LATEST = 5;

    /** Before that, a critic may well be worse than a constant, and a return go up and down. */
    private static final int EARLY = 10;

    private static final double NO_ENTROPY = 0.05;
    private static final double LARGE_KL = 0.1;
    private static final double FAR_ABOVE_TARGET = 2;
    private static final double LOST = 0.3;

    private Hints() {}

    static List<Hint> of(MetricHistory metrics, AgentConfig config, ActionSpace actions) {
        var hints = new ArrayList<Hint>();
        if (metrics.rows().size() >= LATEST) {
            entropy(metrics, actions, hints);
            kl(metrics, config.targetKl(), hints);
        }
        if (metrics.rows().size() >= EARLY) {
            explainedVariance(metrics, hints);
            fallingReturn(metrics, hints);
        }
        return List.copyOf(hints);
    }

    /** Of choices only: the entropy of real numbers has no lowest value. */
    private static void entropy(MetricHistory metrics, ActionSpace actions, List<Hint> hints) {
        if (actions.branches().length == 0 || actions.low().length > 0) {
            return;
        }
        double most = Arrays.stream(actions.branches()).mapToDouble(Math::log).sum();
        double now = latestMean(metrics, MetricLog.ENTROPY);
        if (now < NO_ENTROPY * most) {
            hints.add(
                    new Hint(
                            "Entropy is almost gone (%s of at most %s): the policy hardly tries anything else. That is fine if the return is good."
                                    .formatted(Figures.of(now), Figures.of(most)),
                            PAGE + "entropy-is-almost-gone"));
        }
    }

    private static void kl(MetricHistory metrics, double target, List<Hint> hints) {
        double most = Double.isFinite(target) ? FAR_ABOVE_TARGET * target : LARGE_KL;
        double now = latestMean(metrics, MetricLog.KL);
        if (now > most) {
            String than =
                    Double.isFinite(target)
                            ? "targetKl is " + Figures.of(target)
                            : "usual is up to 0.03";
            hints.add(
                    new Hint(
                            "KL is %s, and %s: each update changes the policy too much."
                                    .formatted(Figures.of(now), than),
                            PAGE + "kl-is-far-too-large"));
        }
    }

    private static void explainedVariance(MetricHistory metrics, List<Hint> hints) {
        double[] latest = latest(metrics, MetricLog.EXPLAINED_VARIANCE);
        if (Arrays.stream(latest).allMatch(each -> each < 0)) {
            hints.add(
                    new Hint(
                            "Explained variance is below 0 (%s): the critic predicts worse than a constant."
                                    .formatted(Figures.of(mean(latest))),
                            PAGE + "explained-variance-is-below-0"));
        }
    }

    /** By more than what was gained before, in part, and than returns differ among themselves. */
    private static void fallingReturn(MetricHistory metrics, List<Hint> hints) {
        double[] returns = MetricLog.column(metrics, MetricLog.RETURN_MEAN);
        int best = -1;
        for (int i = 0; i < returns.length; i++) {
            if (Double.isFinite(returns[i]) && (best < 0 || returns[i] >= returns[best])) {
                best = i;
            }
        }
        if (best < 0 || returns.length - best <= LATEST) {
            return;
        }
        double worstBefore =
                Arrays.stream(returns, 0, best + 1)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(returns[best]);
        double now = returns[returns.length - 1];
        double lost = returns[best] - now;
        double deviation = MetricLog.column(metrics, MetricLog.RETURN_STD)[best];
        if (lost > LOST * (returns[best] - worstBefore) && lost > deviation) {
            hints.add(
                    new Hint(
                            "Return has fallen to %s from its best, %s after update %d."
                                    .formatted(
                                            Figures.of(now),
                                            Figures.of(returns[best]),
                                            (long)
                                                    MetricLog.column(metrics, MetricLog.UPDATE)[
                                                            best]),
                            PAGE + "return-has-fallen-from-its-best"));
        }
    }

    private static double[] latest(MetricHistory metrics, String name) {
        double[] all = MetricLog.column(metrics, name);
        return Arrays.copyOfRange(all, all.length - LATEST, all.length);
    }

    private static double latestMean(MetricHistory metrics, String name) {
        return mean(latest(metrics, name));
    }

    /** NaN, which is neither above nor below anything, if one is. */
    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
