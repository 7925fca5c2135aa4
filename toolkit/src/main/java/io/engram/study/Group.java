package io.engram.study;

import io.engram.plot.Curve;
import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The runs of one setting, by task, and what they amount to at any step. */
final class Group {
    private static final int POINTS = 200;

    private final String name;
    private final Map<String, List<Curve>> runsByTask = new LinkedHashMap<>();

    Group(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Adds a run; what is not finite of it is left out. */
    void add(String task, Curve run) {
        int[] finite =
                IntStream.range(0, run.x().length)
                        .filter(i -> Double.isFinite(run.y()[i]))
                        .toArray();
        if (finite.length == 0) {
            throw new IllegalArgumentException(
                    "the run '%s' of the group '%s' has no value yet; train it, or leave it out"
                            .formatted(run.name(), name));
        }
        runsByTask
                .computeIfAbsent(task, any -> new ArrayList<>())
                .add(
                        new Curve(
                                run.name(),
                                Arrays.stream(finite).mapToDouble(i -> run.x()[i]).toArray(),
                                Arrays.stream(finite).mapToDouble(i -> run.y()[i]).toArray()));
    }

    Map<String, List<Curve>> runsByTask() {
        return runsByTask;
    }

    private Stream<Curve> runs() {
        return runsByTask.values().stream().flatMap(List::stream);
    }

    int size() {
        return (int) runs().count();
    }

    /** The first step that every run has a value at. */
    double begin() {
        return runs().mapToDouble(run -> run.x()[0]).max().orElseThrow();
    }

    /** The last step that every run has a value at. */
    double end() {
        return runs().mapToDouble(run -> run.x()[run.x().length - 1]).min().orElseThrow();
    }

    /** The values of all runs at a step, by task. */
    List<double[]> at(double step) {
        return runsByTask.values().stream()
                .map(runs -> runs.stream().mapToDouble(run -> value(run, step)).toArray())
                .toList();
    }

    /** All values of {@link #at} in a row. */
    double[] allAt(double step) {
        return at(step).stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** On the straight line between the two points that are nearest. */
    private static double value(Curve run, double step) {
        double[] x = run.x();
        int found = Arrays.binarySearch(x, step);
        int above = found >= 0 ? found : -found - 1;
        if (found >= 0 || above == 0) {
            return run.y()[above];
        }
        if (above == x.length) {
            return run.y()[x.length - 1];
        }
        double share = (step - x[above - 1]) / (x[above] - x[above - 1]);
        return run.y()[above - 1] + share * (run.y()[above] - run.y()[above - 1]);
    }

    /** The interquartile mean with its interval, at equal distances from begin to end. */
    Curve curve(long seed) {
        double begin = begin();
        double end = end();
        if (begin > end) {
            throw new IllegalArgumentException(
                    "the runs of the group '%s' have no step in common: one begins at %.0f, another ends at %.0f"
                            .formatted(name, begin, end));
        }
        int points = begin == end ? 1 : POINTS;
        double[] x = new double[points];
        var y = new double[points];
        var low = new double[points];
        var high = new double[points];
        for (int i = 0; i < points; i++) {
            x[i] = i == points - 1 ? end : begin + (end - begin) * i / (points - 1);
            List<double[]> values = at(x[i]);
            y[i] = Aggregate.iqm(allAt(x[i]));
            Interval interval = Bootstrap.interval(values, Aggregate::iqm, seed);
            low[i] = interval.low();
            high[i] = interval.high();
        }
        return size() == 1 ? new Curve(name, x, y) : new Curve(name, x, y, low, high);
    }
}
