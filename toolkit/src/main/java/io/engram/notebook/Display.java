package io.engram.notebook;

/**
 * Where things are shown. Charts, tables, pictures and {@link io.engram.show.Showable} values have
 * a form of their own; anything else is shown as its text.
 *
 * <p>Nothing here returns a value that a cell would echo.
 */
public interface Display {

    /**
     * Shows a value below what was shown before.
     *
     * @param value what to show, not null
     */
    void show(Object value);

    /**
     * Opens a place that is redrawn. It appears with its first update.
     *
     * @return the place
     */
    LiveCell live();

    /**
     * Whether pictures can be seen here; where they cannot, none are drawn.
     *
     * @return true unless it is a display of text
     */
    default boolean showsPictures() {
        return true;
    }
}
