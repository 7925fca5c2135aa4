package io.engram.sweep;

import io.engram.plot.ShareChart;
import io.engram.show.Columns;
import io.engram.show.HtmlTable;
import io.engram.show.Picture;
import io.engram.show.Showable;
import io.engram.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which share of the variance of the runs' scores each name that a sweep sets explains by itself,
 * with an interval of 95 %, and which share is that of the seeds.
 *
 * <p><b>A name of the grid</b> is compared among runs that differ in it alone: same seed, same
 * other values. <b>A drawn name</b> is compared among draws, each of which is the mean of its runs:
 * of numbers, more than five of them, a straight line and a parabola through the ranks count, of
 * all else the means of equal values. From either, what chance alone would seem to explain is taken
 * off: see {@link io.engram.statistics.VarianceShare}. <b>Seeds</b> are the variance among runs of
 * equal settings. <b>The rest</b> is what names do together only, and what a parabola does not
 * follow.
 *
 * <p>It says what mattered among the values that the sweep has tried: a learning rate that is good
 * everywhere between 1e-3 and 2e-3 is unimportant there.
 *
 * @param sweep the name of the sweep
 * @param shares the names, the most important first, then the seeds and the rest
 * @param runs how many runs have a score
 */
public record Importance(String sweep, List<Share> shares, int runs) implements Showable {
    private static final String UNKNOWN = "too few runs";

    /**
     * What one name explains.
     *
     * @param name what the sweep sets, {@code seeds} or {@code the rest}
     * @param value the share, 0 to 1; NaN if there are too few runs to tell
     * @param interval of 95 %; NaN if there are too few runs to tell, and for seeds and the rest
     * @param best the value whose runs have the best mean; of drawn numbers the range of the third
     *     whose runs have it; empty for seeds and the rest
     * @param isSet whether it is what the sweep sets
     */
    public record Share(String name, double value, Interval interval, String best, boolean isSet) {}

    /**
     * Copies the list.
     *
     * @param sweep the name of the sweep
     * @param shares the names, the most important first, then the seeds and the rest
     * @param runs how many runs have a score
     */
    public Importance {
        shares = List.copyOf(shares);
    }

    /**
     * The shares as a table.
     *
     * @return one row for each share: its name, the share and its interval, and the best value;
     *     what is not known is empty
     */
    public Table table() {
        var name = StringColumn.create("name");
        DoubleColumn share = Columns.numbers("share");
        DoubleColumn low = Columns.numbers("low 95 %");
        DoubleColumn high = Columns.numbers("high 95 %");
        var best = StringColumn.create("best");
        for (Share each : shares) {
            name.append(each.name());
            share.append(each.value());
            low.append(each.interval().low());
            high.append(each.interval().high());
            best.append(each.best());
        }
        return Table.create("importance in " + sweep, name, share, low, high, best);
    }

    /**
     * The shares as bars, with lines for their intervals.
     *
     * @return the picture
     */
    public Picture chart() {
        String title = "%s: share of the variance among %d runs".formatted(sweep, runs);
        List<ShareChart.Share> bars =
                shares.stream()
                        .map(
                                each ->
                                        new ShareChart.Share(
                                                each.name(),
                                                each.value(),
                                                each.interval().low(),
                                                each.interval().high(),
                                                each.isSet()))
                        .toList();
        return ShareChart.of(title, bars, "chart of the " + toText());
    }

    @Override
    public String toHtml() {
        var rows = new ArrayList<List<String>>();
        for (Share each : shares) {
            rows.add(List.of(each.name(), share(each), interval(each), each.best()));
        }
        return HtmlTable.of(List.of("name", "share", "95 %", "best"), rows);
    }

    @Override
    public String toText() {
        return "importance in %s: ".formatted(sweep)
                + shares.stream()
                        .map(
                                each ->
                                        "%s %s%s"
                                                .formatted(
                                                        each.name(),
                                                        share(each),
                                                        interval(each).isEmpty()
                                                                ? ""
                                                                : " (" + interval(each) + ")"))
                        .collect(Collectors.joining(", "));
    }

    private static String share(Share each) {
        return Double.isNaN(each.value()) ? UNKNOWN : percent(each.value());
    }

    private static String interval(Share each) {
        return Double.isNaN(each.interval().low())
                ? ""
                : "%d to %s"
                        .formatted(
                                Math.round(100 * each.interval().low()),
                                percent(each.interval().high()));
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    @Override
    public String toString() {
        return toText();
    }
}
