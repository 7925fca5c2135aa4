package io.engram.notebook;

import io.engram.plot.LearningCurve;
import io.engram.show.Showable;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
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
     * The forms of a value: HTML if it is {@link Showable}, a table, a chart, a picture or one of
     * {@link RichValues#types}, and text in any case. Pictures stand inside the HTML, in their
     * width on the page.
     *
     * @param value the value, not null
     * @return texts by MIME type
     */
    public static Map<String, String> of(Object value) {
        var forms = new LinkedHashMap<String, String>();
        if (isRich(value)) {
            Showable form = RichValues.of(value);
            forms.put(HTML, form.toHtml());
            forms.put(TEXT, form.toText());
        } else {
            forms.put(TEXT, LineDisplay.text(value));
        }
        return forms;
    }

    private static boolean isRich(Object value) {
        return Stream.concat(
                        Stream.of(
                                Showable.class,
                                Table.class,
                                LearningCurve.class,
                                IChart.class,
                                BufferedImage.class),
                        RichValues.types().stream())
                .anyMatch(type -> type.isInstance(value));
    }
}
