package io.engram.events;

import io.engram.protobuf.ProtoReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the numbers of TensorBoard event files, whoever wrote them: Engram, PyTorch's {@code
 * SummaryWriter}, Stable-Baselines3, CleanRL, TensorFlow 1 and 2.
 *
 * <pre>{@code
 * var scalars = EventReader.scalars(Path.of("runs/CartPole-v1__ppo__1"));
 * scalars.keySet();                                    // the tags
 * scalars.get("charts/episodic_return").values()
 * }</pre>
 *
 * <p>Numbers are scalars in either of their forms, {@code simple_value} and tensors of one element.
 * Pictures, texts and histograms are passed over. The last record of a file that is being written,
 * or whose writer was killed, may be cut off, and is left out.
 */
public final class EventReader {
    private static final String MARK = "tfevents";

    private final SortedMap<String, List<Point>> points = new TreeMap<>();

    private record Point(long step, double wallTime, double value) {}

    private EventReader() {}

    /**
     * The numbers of an event file, or of all event files of a folder.
     *
     * <p>Files of a folder are read in the order of their names, as TensorBoard does. Where one
     * tells that a run was resumed at a step, the numbers at or after that step that were read
     * before are dropped.
     *
     * @param path a file, or a folder in which files have {@code tfevents} in their names
     * @return the numbers of each tag
     * @throws IllegalArgumentException if there is no event file, or one is damaged; it names the
     *     file and the byte
     * @throws UncheckedIOException if a file cannot be read
     */
    public static SortedMap<String, ScalarSeries> scalars(Path path) {
        try {
            var reader = new EventReader();
            for (Path file : files(path)) {
                reader.read(file);
            }
            return reader.series();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file or folder " + path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the events in " + path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether a file is called as event files are.
     *
     * @param file a file
     * @return whether {@code tfevents} is in its name
     */
    public static boolean isEventFile(Path file) {
        Path name = file.getFileName();
        return name != null && name.toString().contains(MARK) && !Files.isDirectory(file);
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (var all = Files.list(path)) {
            List<Path> files =
                    all.filter(EventReader::isEventFile)
                            .sorted(Comparator.comparing(each -> each.getFileName().toString()))
                            .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException(
                        "there is no event file in %s; their names have '%s' in them"
                                .formatted(path, MARK));
            }
            return files;
        }
    }

    private void read(Path file) throws IOException {
        try (var records = EventRecords.open(file)) {
            byte[] payload = records.next();
            while (payload != null) {
                try {
                    take(Events.read(new ProtoReader(payload)));
                } catch (IllegalArgumentException e) {
                    throw records.damaged("its record is no event", e);
                }
                payload = records.next();
            }
        }
    }

    private void take(Events.Event event) {
        if (event.isRestart()) {
            points.values().forEach(each -> each.removeIf(point -> point.step() >= event.step()));
        }
        event.scalars()
                .forEach(
                        (tag, value) ->
                                points.computeIfAbsent(tag, any -> new ArrayList<>())
                                        .add(new Point(event.step(), event.wallTime(), value)));
    }

    private SortedMap<String, ScalarSeries> series() {
        var series = new TreeMap<String, ScalarSeries>();
        points.forEach(
                (tag, list) ->
                        series.put(
                                tag,
                                new ScalarSeries(
                                        tag,
                                        list.stream().mapToLong(Point::step).toArray(),
                                        list.stream().mapToDouble(Point::wallTime).toArray(),
                                        list.stream().mapToDouble(Point::value).toArray())));
        return series;
    }
}
