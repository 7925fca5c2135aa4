package io.engram.show;

/** Text within HTML. Whatever comes from a file or from a user goes through here. */
public final class HtmlText {
    private HtmlText() {}

    /**
     * Text that a browser shows as it is, between tags and within quoted attributes.
     *
     * @param text any text
     * @return the text without characters that mean something in HTML
     */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
