package io.engram.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a process grew with its age: the last quarter of the time beside the second. What comes
 * before, when classes are loaded and compiled, does not count. Tasks differ in what they need, so
 * a quarter's value is the mean over the tasks of the median of each.
 *
 * @param lines one for each measure
 * @param judged whether there are enough rows to say
 */
record SoakVerdict(List<Line> lines, boolean judged) {
    /** How many rows of each task each of the two quarters needs. */
    static final int LEAST_ROWS = 2;

    private static final double SECONDS_PER_HOUR = 3_600;

    /**
     * How a measure went.
     *
     * @param measure the measure
     * @param second its value in the second quarter
     * @param last its value in the last
     * @param slope by how much it grew in an hour over the second half, by least squares
     */
    record Line(SoakMeasure measure, double second, double last, double slope) {
        boolean isTooMuch() {
            return last - second > measure.mostGrowth();
        }

        String sentence() {
            return "%s grew from %s in the second quarter to %s in the last, and %s more is the most allowed."
                    .formatted(
                            measure.label(),
                            measure.text(second),
                            measure.text(last),
                            measure.text(measure.mostGrowth()));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-30s %12.1f in the second quarter %12.1f in the last %+12.1f an hour",
                    measure.title(),
                    second,
                    last,
                    slope);
        }
    }

    static SoakVerdict of(List<SoakSample> samples) {
        double end = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).seconds();
        List<SoakSample> second = between(samples, end / 4, end / 2);
        List<SoakSample> last = between(samples, end * 3 / 4, Double.POSITIVE_INFINITY);
        List<SoakSample> half = between(samples, end / 2, Double.POSITIVE_INFINITY);
        return new SoakVerdict(
                Arrays.stream(SoakMeasure.values())
                        .map(
                                measure ->
                                        new Line(
                                                measure,
                                                typical(second, measure),
                                                typical(last, measure),
                                                slope(half, measure)))
                        .toList(),
                !samples.isEmpty()
                        && samples.stream()
                                .map(SoakSample::task)
                                .distinct()
                                .allMatch(
                                        task -> hasEnough(second, task) && hasEnough(last, task)));
    }

    private static List<SoakSample> between(List<SoakSample> samples, double from, double to) {
        return samples.stream()
                .filter(sample -> sample.seconds() >= from && sample.seconds() < to)
                .toList();
    }

    private static boolean hasEnough(List<SoakSample> samples, String task) {
        return samples.stream().filter(each -> each.task().equals(task)).count() >= LEAST_ROWS;
    }

    private static double typical(List<SoakSample> samples, SoakMeasure measure) {
        return byTask(samples).stream()
                .mapToDouble(ofTask -> median(ofTask, measure))
                .average()
                .orElse(Double.NaN);
    }

    private static double median(List<SoakSample> samples, SoakMeasure measure) {
        double[] values =
                samples.stream().mapToDouble(each -> each.value(measure)).sorted().toArray();
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    /** Of each task's rows around their own mean, so that their order does not count. */
    private static double slope(List<SoakSample> samples, SoakMeasure measure) {
        double together = 0;
        double squares = 0;
        for (List<SoakSample> ofTask : byTask(samples)) {
            double meanTime = mean(ofTask, SoakSample::seconds);
            double mean = mean(ofTask, sample -> sample.value(measure));
            for (SoakSample sample : ofTask) {
                double time = sample.seconds() - meanTime;
                together += time * (sample.value(measure) - mean);
                squares += time * time;
            }
        }
        return together / squares * SECONDS_PER_HOUR;
    }

    private static Collection<List<SoakSample>> byTask(List<SoakSample> samples) {
        return samples.stream().collect(Collectors.groupingBy(SoakSample::task)).values();
    }

    private static double mean(List<SoakSample> samples, ToDoubleFunction<SoakSample> value) {
        return samples.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** One sentence for each measure that grew too much; none if it cannot be said. */
    List<String> failures() {
        return judged
                ? lines.stream().filter(Line::isTooMuch).map(Line::sentence).toList()
                : List.of();
    }

    /** The lines, then what they amount to. */
    List<String> report() {
        String end =
                judged
                        ? failures().isEmpty() ? "nothing grew with the process's age." : ""
                        : "too short to judge: the second and the last quarter need %d cycles of each task."
                                .formatted(LEAST_ROWS);
        return Stream.of(lines.stream().map(Line::toString), Stream.of(end), failures().stream())
                .flatMap(each -> each)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
