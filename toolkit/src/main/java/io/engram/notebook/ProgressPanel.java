package io.engram.notebook;

import io.engram.show.Figures;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import io.engram.training.Hint;
import io.engram.training.Progress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** A bar, the times, the numbers that matter, and hints. It has its words also without styles. */
record ProgressPanel(Progress progress) implements Showable {
    private static final String BAR =
            "<div style=\"max-width:720px;height:6px;border-radius:3px;"
                    + "background-color:rgba(128,128,128,.25)\">"
                    + "<div style=\"width:%.1f%%;height:6px;border-radius:3px;"
                    + "background-color:#1F86CC\"></div></div>";

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final Map<String, String> WATCHED = watched();

    @Override
    public String toHtml() {
        var html = new StringBuilder("<div>");
        html.append("<div style=\"padding:4px 0\"><b>");
        html.append(HtmlText.escape(progress.runName())).append("</b> · ");
        html.append(HtmlText.escape(counts())).append("</div>");
        html.append(String.format(Locale.ROOT, BAR, 100 * progress.fraction()));
        html.append("<div style=\"padding:4px 0\">").append(HtmlText.escape(times()));
        html.append("</div><div style=\"padding:2px 0\">");
        figures().forEach((name, value) -> html.append(figure(name, value)));
        html.append("</div>");
        for (Hint hint : progress.hints()) {
            html.append("<div style=\"padding:2px 0 2px 8px;border-left:3px solid #D55E00\">");
            html.append("<b>Look:</b> ").append(HtmlText.escape(hint.text()));
            // Notebooks lie one folder below the project's.
            html.append(" <a href=\"../").append(HtmlText.escape(hint.page()));
            html.append("\">What to do</a></div>");
        }
        if (!progress.note().isEmpty()) {
            html.append("<div style=\"padding:4px 0\"><i>");
            html.append(HtmlText.escape(progress.note())).append("</i></div>");
        }
        return html.append("</div>").toString();
    }

    @Override
    public String toText() {
        var text = new StringJoiner(" · ");
        text.add(progress.runName()).add(counts()).add(times());
        figures().forEach((name, value) -> text.add(name + " " + value));
        progress.hints().forEach(hint -> text.add(hint.text() + " See " + hint.page()));
        if (!progress.note().isEmpty()) {
            text.add(progress.note());
        }
        return text.toString();
    }

    /** The few of the latest metrics that one watches. */
    private Map<String, String> figures() {
        var figures = new LinkedHashMap<String, String>();
        Map<String, Double> latest = progress.latest();
        WATCHED.forEach(
                (name, label) -> {
                    Double value = latest.get(name);
                    if (value != null && Double.isFinite(value)) {
                        figures.put(label, Figures.of(value));
                    }
                });
        Double deviation = latest.get("episode_return_std");
        if (deviation != null && Double.isFinite(deviation)) {
            figures.computeIfPresent(
                    "return", (label, mean) -> mean + " ± " + Figures.of(deviation));
        }
        return figures;
    }

    private static Map<String, String> watched() {
        var watched = new LinkedHashMap<String, String>();
        watched.put("episode_return_mean", "return");
        watched.put("episode_length_mean", "length");
        watched.put("episode_success_mean", "success");
        watched.put("entropy", "entropy");
        watched.put("approximate_kl", "KL");
        watched.put("explained_variance", "explained variance");
        return watched;
    }

    private String counts() {
        return "update "
                + progress.update()
                + " of "
                + progress.totalUpdates()
                + " · "
                + Figures.of(progress.environmentSteps())
                + " steps · "
                + Figures.of(Math.round(progress.stepsPerSecond()))
                + " steps/s";
    }

    private String times() {
        var text = new StringJoiner(" · ");
        text.add(time(progress.secondsPassed()) + " passed");
        if (Double.isFinite(progress.secondsLeft())) {
            text.add("about " + time(progress.secondsLeft()) + " left");
        }
        if (!progress.doing().isEmpty()) {
            text.add(progress.doing());
        }
        return text.toString();
    }

    /** Minutes and seconds, and hours if there are any. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < HOUR
                ? String.format(Locale.ROOT, "%d:%02d", whole / MINUTE, whole % MINUTE)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        whole / HOUR,
                        whole % HOUR / MINUTE,
                        whole % MINUTE);
    }

    private static String figure(String name, String value) {
        return "<span style=\"display:inline-block;padding:0 14px 0 0\">"
                + HtmlText.escape(name)
                + "&nbsp; <b>"
                + HtmlText.escape(value)
                + "</b></span> ";
    }
}
