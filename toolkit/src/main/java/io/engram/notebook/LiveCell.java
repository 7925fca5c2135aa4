package io.engram.notebook;

/**
 * A place whose content is replaced, not added to. To be used by the thread that runs the cell: a
 * kernel drops what arrives when no cell is running.
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
