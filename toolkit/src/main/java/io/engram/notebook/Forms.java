package io.engram.notebook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The forms in which a notebook can show a value, whatever the kernel: by MIME type, the richest
 * first, as Jupyter's messages have them.
 *
 * @param data texts by MIME type
 * @param metadata what else there is to say about them, an object of JSON: the size of a picture on
 *     the page, and its description
 */
public record Forms(Map<String, String> data, String metadata) {
    private static final String HTML = "text/html";
    private static final String PNG = "image/png";
    private static final String TEXT = "text/plain";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The forms of a value: a picture is a PNG file, which is seen wherever a saved notebook is
     * shown, anything else HTML if {@link RichValues} has one for it, and all are text besides.
     *
     * @param value the value, not null
     * @return the forms
     */
    public static Forms of(Object value) {
        var data = new LinkedHashMap<String, String>();
        ObjectNode metadata = JSON.createObjectNode();
        if (RichValues.has(value)) {
            Showable form = RichValues.of(value);
            if (form instanceof Picture picture) {
                data.put(PNG, Base64.getEncoder().encodeToString(picture.toPng()));
                metadata.putObject(PNG)
                        .put("width", picture.width())
                        .put("height", picture.height())
                        .put("alt", picture.description());
            } else {
                data.put(HTML, form.toHtml());
            }
            data.put(TEXT, form.toText());
        } else {
            data.put(TEXT, LineDisplay.text(value));
        }
        return new Forms(data, metadata.toString());
    }
}
