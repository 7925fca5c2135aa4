package io.engram.notebook;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import io.engram.network.ActorCriticNetwork;
import io.engram.plot.LearningCurve;
import io.engram.settings.Schedule;
import io.engram.show.Figures;
import io.engram.show.HtmlTable;
import io.engram.show.HtmlText;
import io.engram.show.Picture;
import io.engram.show.Showable;
import io.engram.space.Observation;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;

/**
 * The form in which a cell shows a value, whatever the kernel: a {@link Picture} where it is best
 * seen, HTML otherwise.
 */
public final class RichValues {
    /** The numbers that are shown of a longer array. */
    private static final int MOST_NUMBERS = 100;

    /** A list of fewer and shorter values stands in one line. */
    private static final int LONG_LINE = 100;

    private static final int SCHEDULE_POINTS = 200;
    private static final int SCHEDULE_UPDATES = 1_000;

    private RichValues() {}

    /** HTML and text that were made already. */
    private record Html(String toHtml, String toText) implements Showable {
        @Override
        public String toString() {
            return toText;
        }
    }

    /**
     * The types that are pictures in a cell.
     *
     * @return classes and interfaces
     */
    static List<Class<?>> pictures() {
        return List.of(Picture.class, BufferedImage.class, IChart.class, LearningCurve.class);
    }

    /**
     * The types that have a form besides their text, but for {@link #pictures}.
     *
     * @return classes and interfaces
     */
    static List<Class<?>> types() {
        return List.of(
                Showable.class,
                Table.class,
                ActorCriticNetwork.class,
                VectorEnvironment.class,
                Environment.class,
                Schedule.class,
                Observation.class,
                List.class,
                Path.class,
                double[].class,
                float[].class,
                int[].class,
                long[].class);
    }

    /** Whether a value has a form besides its text. */
    static boolean has(Object value) {
        return Stream.concat(types().stream(), pictures().stream())
                .anyMatch(type -> type.isInstance(value));
    }

    /**
     * The form of a value.
     *
     * @param value any value, not null
     * @return how it is shown; its text, where it has no other form
     */
    public static Showable of(Object value) {
        if (value instanceof Showable showable) {
            return showable;
        }
        if (value instanceof Table table) {
            return new Html(HtmlTable.of(table), LineDisplay.text(table));
        }
        if (value instanceof BufferedImage image) {
            return Picture.of(
                    image, "picture of %d x %d".formatted(image.getWidth(), image.getHeight()));
        }
        if (value instanceof LearningCurve curve) {
            return curve.toPicture();
        }
        if (value instanceof IChart chart) {
            return ChartPicture.of(chart);
        }
        if (value instanceof Schedule schedule) {
            return curve(schedule);
        }
        if (value instanceof VectorEnvironment environments) {
            return VectorView.of(environments);
        }
        if (value instanceof Environment environment) {
            return EnvironmentView.of(environment);
        }
        if (value instanceof ActorCriticNetwork network) {
            return NetworkView.of(network);
        }
        if (value instanceof Observation observation) {
            return observation(observation);
        }
        return plain(value);
    }

    private static Showable plain(Object value) {
        if (value instanceof List<?> list) {
            return list(list);
        }
        if (value instanceof Path path) {
            return path(path);
        }
        if (value instanceof double[] numbers) {
            return numbers(numbers);
        }
        if (value instanceof float[] numbers) {
            return numbers(doubles(numbers));
        }
        if (value instanceof int[] numbers) {
            return numbers(Arrays.stream(numbers).asDoubleStream().toArray());
        }
        if (value instanceof long[] numbers) {
            return numbers(Arrays.stream(numbers).asDoubleStream().toArray());
        }
        return html(HtmlText.escape(String.valueOf(value)), String.valueOf(value));
    }

    static Showable html(String html, String text) {
        return new Html(html, text);
    }

    private static double[] doubles(float[] numbers) {
        return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i]).toArray();
    }

    private static Showable numbers(double[] numbers) {
        String text = text(numbers);
        return html(HtmlText.escape(text), text);
    }

    private static String text(double[] numbers) {
        String some =
                Arrays.stream(numbers)
                        .limit(MOST_NUMBERS)
                        .mapToObj(Figures::of)
                        .collect(Collectors.joining(", "));
        return "[%s%s] (%s %s)"
                .formatted(
                        some,
                        numbers.length > MOST_NUMBERS ? ", …" : "",
                        Figures.of((long) numbers.length),
                        numbers.length == 1 ? "number" : "numbers");
    }

    /** Numbers as numbers, and bytes as the picture that they make, if they make one. */
    private static Showable observation(Observation observation) {
        if (observation.byteCount() > 0 && observation.floatCount() == 0) {
            return ImageBytes.picture(observation.bytes())
                    .map(
                            image ->
                                    (Showable)
                                            Picture.of(
                                                    image,
                                                    "observation of " + observation.elements()))
                    .orElse(html(observation.elements(), observation.elements()));
        }
        String floats =
                observation.floatCount() > 0 ? " " + text(doubles(observation.floats())) : "";
        String text =
                observation.byteCount() > 0
                        ? "Observation of " + observation.elements() + floats
                        : "Observation" + floats;
        return html(HtmlText.escape(text), text);
    }

    private static Showable list(List<?> list) {
        String line = list.toString();
        if (line.length() <= LONG_LINE) {
            return html(HtmlText.escape(line), line);
        }
        List<List<String>> rows =
                IntStream.range(0, list.size())
                        .mapToObj(i -> List.of(Integer.toString(i), String.valueOf(list.get(i))))
                        .toList();
        return html(
                HtmlTable.of(List.of("", "value"), rows),
                list.stream().map(String::valueOf).collect(Collectors.joining("\n")));
    }

    /** A folder of checkpoints tells what is in it; any other path is its name. */
    private static Showable path(Path path) {
        String text = path.toString();
        List<Path> checkpoints = checkpoints(path);
        if (checkpoints.isEmpty()) {
            return html(HtmlText.escape(text), text);
        }
        Path best = best(path);
        List<List<String>> rows =
                checkpoints.stream()
                        .map(
                                each ->
                                        List.of(
                                                each.getFileName().toString(),
                                                each.equals(best) ? "the best policy" : ""))
                        .toList();
        return html(HtmlText.escape(text) + HtmlTable.of(List.of("checkpoint", ""), rows), text);
    }

    private static List<Path> checkpoints(Path folder) {
        try {
            return new CheckpointStore(folder).list();
        } catch (CheckpointException e) {
            return List.of();
        }
    }

    private static Path best(Path folder) {
        try {
            return new CheckpointStore(folder).best().orElse(null);
        } catch (CheckpointException e) {
            return null;
        }
    }

    /** From the first update to well after its end. */
    private static Picture curve(Schedule schedule) {
        int updates = span(schedule);
        double[] x =
                IntStream.rangeClosed(0, SCHEDULE_POINTS)
                        .mapToDouble(i -> Math.rint((double) i * updates / SCHEDULE_POINTS))
                        .distinct()
                        .toArray();
        double[] y = Arrays.stream(x).map(update -> schedule.at((long) update)).toArray();
        return LearningCurve.builder("")
                .labels("update", "value")
                .curve(schedule.toString(), x, y)
                .size(480, 240)
                .build()
                .toPicture();
    }

    /** The updates until it changes no more, and a tenth of them more. */
    private static int span(Schedule schedule) {
        double last = schedule.at(Integer.MAX_VALUE);
        int updates = SCHEDULE_UPDATES;
        for (int each = 1 << 24; each >= 1; each /= 2) {
            if (Double.compare(schedule.at(each), last) != 0) {
                updates = 2 * each;
                break;
            }
        }
        int low = 0;
        int high = updates;
        while (low < high && !schedule.isConstant()) {
            int middle = (low + high) / 2;
            if (Double.compare(schedule.at(middle), last) == 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return schedule.isConstant() ? SCHEDULE_UPDATES : Math.max(1, high + high / 10);
    }
}
