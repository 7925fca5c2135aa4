package io.engram.notebook;

import io.engram.plot.LearningCurve;
import io.engram.show.Showable;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;

/**
 * The forms in which a notebook can show a value, whatever the kernel: by MIME type, the richest
 * first, as Jupyter's messages have them.
 */
public final class Forms {
    private static final String HTML = "text/html";
    private static final String TEXT = "text/plain";

    private Forms() {}

    /**
     * The forms of a value: HTML if it is {@link Showable}, a table, a chart or a picture, and text
     * in any case. Pictures stand inside the HTML, in their width on the page.
     *
     * @param value the value, not null
     * @return texts by MIME type
     */
    public static Map<String, String> of(Object value) {
        var forms = new LinkedHashMap<String, String>();
        html(value).ifPresent(html -> forms.put(HTML, html));
        forms.put(TEXT, LineDisplay.text(value));
        return forms;
    }

    private static Optional<String> html(Object value) {
        if (value instanceof Showable showable) {
            return Optional.of(showable.toHtml());
        }
        if (value instanceof Table table) {
            return Optional.of(TableHtml.of(table));
        }
        if (value instanceof LearningCurve curve) {
            return html(curve.chart());
        }
        if (value instanceof IChart chart) {
            return Optional.of(
                    Pictures.element(Pictures.draw(chart), chart.getTitle(), chart.getWidth()));
        }
        if (value instanceof BufferedImage image) {
            return Optional.of(Pictures.element(image, "picture", image.getWidth()));
        }
        return Optional.empty();
    }
}
