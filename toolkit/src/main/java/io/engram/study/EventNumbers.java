package io.engram.study;

import io.engram.events.ScalarSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The numbers of event files: each tag has steps and times of its own. */
record EventNumbers(SortedMap<String, ScalarSeries> scalars) implements RunLog.Numbers {
    private static final String STEP = "step";
    private static final String SECONDS = "seconds";

    @Override
    public List<String> metrics() {
        return List.copyOf(scalars.keySet());
    }

    @Override
    public List<String> positions() {
        return List.of(STEP, SECONDS);
    }

    @Override
    public List<double[]> points(String position, String metric) {
        ScalarSeries series = scalars.get(metric);
        double begin =
                scalars.values().stream()
                        .filter(each -> each.wallTimes().length > 0)
                        .mapToDouble(each -> each.wallTimes()[0])
                        .min()
                        .orElse(0);
        var points = new ArrayList<double[]>();
        for (int i = 0; i < series.values().length; i++) {
            double at = position.equals(STEP) ? series.steps()[i] : series.wallTimes()[i] - begin;
            if (Double.isFinite(series.values()[i]) && Double.isFinite(at)) {
                points.add(new double[] {at, series.values()[i]});
            }
        }
        return points;
    }
}
