package io.engram.notebook;

import io.engram.show.Showable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The forms in which a notebook can show a value, whatever the kernel: by MIME type, the richest
 * first, as Jupyter's messages have them.
 */
public final class Forms {
    private static final String HTML = "text/html";
    private static final String TEXT = "text/plain";

    private Forms() {}

    /**
     * The forms of a value: HTML if {@link RichValues} has one for it, and text in any case.
     * Pictures stand inside the HTML, in their width on the page.
     *
     * @param value the value, not null
     * @return texts by MIME type
     */
    public static Map<String, String> of(Object value) {
        var forms = new LinkedHashMap<String, String>();
        if (RichValues.has(value)) {
            Showable form = RichValues.of(value);
            forms.put(HTML, form.toHtml());
            forms.put(TEXT, form.toText());
        } else {
            forms.put(TEXT, LineDisplay.text(value));
        }
        return forms;
    }
}
