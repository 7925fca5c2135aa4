package io.engram.notebook;

import io.engram.show.Figures;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import io.engram.training.Progress;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** A bar, the numbers that matter, and the curve. */
record ProgressPanel(Progress progress, Optional<BufferedImage> curve) implements Showable {
    static final int WIDTH = 720;
    private static final String BAR =
            "<div style=\"width:720px;height:6px;border-radius:3px;"
                    + "background-color:rgba(128,128,128,.25)\">"
                    + "<div style=\"width:%.1f%%;height:6px;border-radius:3px;"
                    + "background-color:#1f77b4\"></div></div>";

    private static final Map<String, String> WATCHED = watched();

    @Override
    public String toHtml() {
        var html = new StringBuilder("<div>");
        html.append("<div style=\"padding:4px 0\"><b>");
        html.append(HtmlText.escape(progress.runName())).append("</b> · ");
        html.append(HtmlText.escape(counts())).append("</div>");
        html.append(String.format(Locale.ROOT, BAR, 100 * fraction()));
        html.append("<div style=\"padding:6px 0\">");
        figures().forEach((name, value) -> html.append(figure(name, value)));
        html.append("</div>");
        curve.ifPresent(image -> html.append(Pictures.element(image, "episode return", WIDTH)));
        if (!progress.note().isEmpty()) {
            html.append("<div style=\"padding:4px 0;opacity:.7\">");
            html.append(HtmlText.escape(progress.note())).append("</div>");
        }
        return html.append("</div>").toString();
    }

    @Override
    public String toText() {
        var text = new StringJoiner(" · ");
        text.add(progress.runName()).add(counts());
        for (Map.Entry<String, Double> entry : figures().entrySet()) {
            text.add(entry.getKey() + " " + Figures.of(entry.getValue()));
        }
        if (!progress.note().isEmpty()) {
            text.add(progress.note());
        }
        return text.toString();
    }

    /** The few of the latest metrics that one watches. */
    private Map<String, Double> figures() {
        var figures = new LinkedHashMap<String, Double>();
        WATCHED.forEach(
                (name, label) -> {
                    Double value = progress.latest().get(name);
                    if (value != null && Double.isFinite(value)) {
                        figures.put(label, value);
                    }
                });
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

    private double fraction() {
        return Math.min(1, (double) progress.update() / Math.max(1, progress.totalUpdates()));
    }

    private static String figure(String name, double value) {
        return "<span style=\"display:inline-block;padding:0 18px 0 0\">"
                + "<span style=\"opacity:.7\">"
                + HtmlText.escape(name)
                + "</span>&nbsp; <b>"
                + HtmlText.escape(Figures.of(value))
                + "</b></span>";
    }
}
