package io.engram.checkpoint;

/**
 * Something that was done to a run between two updates, such as another learning rate: a line of
 * its record.
 *
 * @param update the number of updates made by then; 0 for how the run began
 * @param text what was done
 */
public record RunNote(long update, String text) {

    /**
     * Checks that something is said.
     *
     * @param update the number of updates made by then
     * @param text what was done
     * @throws IllegalArgumentException if the number is below 0, or there is no text
     */
    public RunNote {
        if (update < 0 || text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    "a note needs an update of at least 0 and a text, but has %d and '%s'"
                            .formatted(update, text));
        }
    }

    /** The line as people read it, for example {@code after update 40: epoch: 4 → 2}. */
    @Override
    public String toString() {
        return (update == 0 ? "at the beginning: " : "after update %d: ".formatted(update)) + text;
    }
}
