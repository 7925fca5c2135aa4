package io.engram.notebook;

/**
 * A place whose content is replaced, not added to. What comes when no cell is running any more is
 * shown in its place while the next cell runs.
 */
public interface LiveCell extends AutoCloseable {

    /**
     * Replaces the content.
     *
     * @param value what to show now, not null
     */
    void update(Object value);

    /** Leaves the last content where it is. */
    @Override
    void close();
}
