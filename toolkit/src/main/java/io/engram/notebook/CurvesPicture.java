package io.engram.notebook;

import io.engram.plot.Curve;
import io.engram.plot.MetricGrid;
import io.engram.show.Figures;
import io.engram.show.Picture;
import io.engram.training.Progress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Draws the metrics of a run that one watches, and the policy at play in a corner. */
final class CurvesPicture {
    private static final String RETURN = "episode_return_mean";
    private static final String EVALUATION = "evaluation_return_mean";

    private static final Map<String, String> TITLES =
            Map.of(
                    RETURN,
                    "episode return",
                    "approximate_kl",
                    "KL",
                    EVALUATION,
                    "evaluation",
                    "epsilon_clip",
                    "clip range",
                    "intrinsic_reward_raw_mean",
                    "intrinsic reward");

    private CurvesPicture() {}

    static Picture of(Progress progress) {
        List<String> shown = progress.shown();
        List<MetricGrid.Panel> small =
                shown.stream().skip(1).map(each -> panel(progress, each)).toList();
        return new MetricGrid("environment steps", panel(progress, shown.get(0)), small)
                .draw(progress.thumbnail().orElse(null));
    }

    private static MetricGrid.Panel panel(Progress progress, String metric) {
        double[] steps = progress.column("environment_steps");
        double[] values = progress.column(metric);
        var curves = new ArrayList<Curve>();
        if (metric.equals(RETURN)) {
            double[] deviation = progress.column("episode_return_std");
            curves.add(
                    new Curve(
                            "training",
                            steps,
                            values,
                            shifted(values, deviation, -1),
                            shifted(values, deviation, 1)));
            curveOfEvaluations(progress, steps).ifPresent(curves::add);
        } else {
            curves.add(new Curve(title(metric), steps, values));
        }
        return new MetricGrid.Panel(title(metric), value(progress, metric), curves);
    }

    private static Optional<Curve> curveOfEvaluations(Progress progress, double[] steps) {
        double[] found = progress.column(EVALUATION);
        int[] at = IntStream.range(0, found.length).filter(i -> !Double.isNaN(found[i])).toArray();
        return at.length == 0
                ? Optional.empty()
                : Optional.of(
                        new Curve(
                                "evaluation",
                                IntStream.of(at).mapToDouble(i -> steps[i]).toArray(),
                                IntStream.of(at).mapToDouble(i -> found[i]).toArray()));
    }

    private static double[] shifted(double[] values, double[] deviation, int direction) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] + direction * deviation[i])
                .toArray();
    }

    private static String value(Progress progress, String metric) {
        Map<String, Double> latest = progress.latest();
        double value = latest.getOrDefault(metric, Double.NaN);
        if (!Double.isFinite(value)) {
            return "";
        }
        return metric.equals(RETURN)
                ? threeFigures(value)
                        + " ± "
                        + threeFigures(latest.getOrDefault("episode_return_std", Double.NaN))
                : threeFigures(value);
    }

    /** There is room for no more, and a curve is beside it. */
    private static String threeFigures(double value) {
        return Figures.of(
                Double.isFinite(value)
                        ? new BigDecimal(value).round(new MathContext(3)).doubleValue()
                        : value);
    }

    private static String title(String metric) {
        String known = TITLES.get(metric);
        if (known != null) {
            return known;
        }
        boolean ofEpisodes = metric.startsWith("episode_") && metric.endsWith("_mean");
        String plain =
                ofEpisodes
                        ? metric.substring("episode_".length(), metric.length() - "_mean".length())
                        : metric;
        return plain.replace('_', ' ');
    }
}
