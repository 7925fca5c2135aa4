package io.engram.show;

/** Something that a notebook's cell can show. */
public interface Showable {

    /**
     * This as HTML.
     *
     * @return a fragment with all that it needs inside
     */
    String toHtml();

    /**
     * This as plain text, where there is no HTML.
     *
     * @return text
     */
    default String toText() {
        return toString();
    }
}
