package io.engram.show;

/**
 * A value that knows how it wants to be seen. Where it appears, in a notebook or in a terminal, is
 * not its concern.
 */
public interface Showable {

    /**
     * The value for a page.
     *
     * @return a fragment of HTML that needs no script and no other file; text from users is escaped
     */
    String toHtml();

    /**
     * The value for a terminal.
     *
     * @return plain text, by default that of {@link Object#toString}
     */
    default String toText() {
        return toString();
    }
}
