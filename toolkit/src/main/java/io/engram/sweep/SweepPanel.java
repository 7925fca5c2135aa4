package io.engram.sweep;

import io.engram.show.Figures;
import io.engram.show.HtmlTable;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import io.engram.sweep.SweepRun.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The runs of a sweep as a table, and above it how far all of them have come.
 *
 * @param note how it ended; empty while it goes on, null if nobody trains them
 */
record SweepPanel(String name, List<SweepRun> runs, String note) implements Showable {
    @Override
    public String toHtml() {
        List<String> names =
                List.of("run", "setting", "seed", "state", "updates", "return", "best", "left");
        List<List<String>> rows = runs.stream().map(SweepPanel::row).toList();
        return "<b>%s</b> %s%s"
                .formatted(
                        HtmlText.escape(name), HtmlText.escape(head()), HtmlTable.of(names, rows));
    }

    private static List<String> row(SweepRun run) {
        return List.of(
                run.name(),
                run.setting().toString(),
                Long.toString(run.seed()),
                run.note().isEmpty() ? run.state().toString() : run.state() + ": " + run.note(),
                "%d of %d".formatted(run.update(), run.updates()),
                text(run.lastReturn()),
                text(run.score()),
                run.secondsLeft().isEmpty() ? "" : time(run.secondsLeft().getAsDouble()));
    }

    private static String text(OptionalDouble number) {
        return number.isEmpty() ? "" : Figures.of(number.getAsDouble());
    }

    private String head() {
        var parts = new ArrayList<String>();
        Arrays.stream(State.values())
                .forEach(
                        state -> {
                            long count = runs.stream().filter(run -> run.state() == state).count();
                            if (count > 0) {
                                parts.add("%d %s".formatted(count, state));
                            }
                        });
        String head = "%d runs: %s".formatted(runs.size(), String.join(", ", parts));
        if (note == null) {
            return head;
        }
        if (!note.isEmpty()) {
            return head + "; " + note;
        }
        OptionalDouble left = secondsLeft();
        return left.isEmpty()
                ? head
                : "%s; about %s left".formatted(head, time(left.getAsDouble()));
    }

    /** As if all runs were as quick as those that are being trained, and as many at once. */
    private OptionalDouble secondsLeft() {
        OptionalDouble perUpdate =
                runs.stream()
                        .filter(
                                run ->
                                        run.secondsLeft().isPresent()
                                                && run.update() < run.updates())
                        .mapToDouble(
                                run ->
                                        run.secondsLeft().getAsDouble()
                                                / (run.updates() - run.update()))
                        .average();
        if (perUpdate.isEmpty()) {
            return perUpdate;
        }
        long updates =
                runs.stream()
                        .filter(
                                run ->
                                        run.state() == State.WAITING
                                                || run.state() == State.TRAINING)
                        .mapToLong(run -> Math.max(0, run.updates() - run.update()))
                        .sum();
        long atOnce = runs.stream().filter(run -> run.state() == State.TRAINING).count();
        return OptionalDouble.of(updates * perUpdate.getAsDouble() / Math.max(1, atOnce));
    }

    private static String time(double seconds) {
        var duration = Duration.ofSeconds(Math.round(Math.max(0, seconds)));
        if (duration.toHours() > 0) {
            return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() > 0
                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : "%d s".formatted(duration.toSeconds());
    }

    @Override
    public String toText() {
        return name + "  " + head();
    }
}
