package io.engram.evaluation;

/**
 * What a film or a contact sheet shows of an episode besides its picture, and how large. Immutable:
 * each method returns a new style.
 *
 * <pre>{@code
 * var thoughts = test.filmStyle(FilmStyle.full().width(480));
 * thoughts.film(test.best(), Path.of("videos/thoughts.mp4"));
 * thoughts.filmTogether(test.best(4), Path.of("videos/four.mp4"));
 * thoughts.contactSheet(test.best(), 12)
 * }</pre>
 *
 * <p>All that is written stands above and below the picture, and hides none of it. A picture that
 * is too narrow for it is enlarged by a whole number, unless its {@link #width} is said.
 */
public final class FilmStyle {
    private static final int SMALLEST_WIDTH = 16;
    private static final int LARGEST_WIDTH = 3840;
    private static final int MOST_COLUMNS = 16;
    private static final int MOST_FRAMES = 240;

    private final boolean caption;
    private final boolean actions;
    private final boolean value;
    private final int width;
    private final int columns;
    private final int framesPerSecond;

    private FilmStyle(
            boolean caption,
            boolean actions,
            boolean value,
            int width,
            int columns,
            int framesPerSecond) {
        this.caption = caption;
        this.actions = actions;
        this.value = value;
        this.width = width;
        this.columns = columns;
        this.framesPerSecond = framesPerSecond;
    }

    /**
     * The picture alone, as the environment draws it.
     *
     * @return a style
     */
    public static FilmStyle bare() {
        return new FilmStyle(false, false, false, 0, 0, 0);
    }

    /**
     * A line above the picture that tells the episode, its step and its return so far. This is how
     * films are made unless something else is said.
     *
     * @return a style
     */
    public static FilmStyle captioned() {
        return new FilmStyle(true, false, false, 0, 0, 0);
    }

    /**
     * All there is: {@link #captioned}, with {@link #value} and {@link #actions}.
     *
     * @return a style
     */
    public static FilmStyle full() {
        return captioned().value().actions();
    }

    /**
     * Shows what the policy thinks of its actions, below the picture: of each choice a bar that is
     * as long as it is probable, in another colour the one that is taken; of more than twelve
     * choices the twelve likeliest. Of each real number, where between its bounds the action is,
     * and the mean and the standard deviation that it is drawn by. Actions have the names that
     * {@link io.engram.environment.EnvironmentDescription#actionNames()} gives, and otherwise
     * numbers.
     *
     * @return a new style
     */
    public FilmStyle actions() {
        return new FilmStyle(caption, true, value, width, columns, framesPerSecond);
    }

    /**
     * Shows V(s), the sum of rewards that the policy expects from here on, as {@link
     * Decision#value()} has it.
     *
     * @return a new style
     */
    public FilmStyle value() {
        return new FilmStyle(caption, actions, true, width, columns, framesPerSecond);
    }

    /**
     * Draws the picture of each episode in another size; its height follows.
     *
     * @param pixels from left to right, 16 to 3840; as the environment draws it unless said, but
     *     where text stands beside it at least 288, side by side no more than fits into 1280
     *     together, and on a contact sheet no more than 240
     * @return a new style
     * @throws IllegalArgumentException if it is out of range
     */
    public FilmStyle width(int pixels) {
        if (pixels < SMALLEST_WIDTH || pixels > LARGEST_WIDTH) {
            throw new IllegalArgumentException(
                    "width must be %d to %d, but is %d"
                            .formatted(SMALLEST_WIDTH, LARGEST_WIDTH, pixels));
        }
        return new FilmStyle(caption, actions, value, pixels, columns, framesPerSecond);
    }

    /**
     * How many pictures stand in a row, in {@link EvaluationResult#filmTogether} and {@link
     * EvaluationResult#contactSheet}.
     *
     * @param count 1 to 16; unless said, as many rows as columns in a film, and as many as fit into
     *     1000 pixels on a contact sheet
     * @return a new style
     * @throws IllegalArgumentException if it is out of range
     */
    public FilmStyle columns(int count) {
        if (count < 1 || count > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "columns must be 1 to %d, but is %d".formatted(MOST_COLUMNS, count));
        }
        return new FilmStyle(caption, actions, value, width, count, framesPerSecond);
    }

    /**
     * Leaves pictures out of a film where the environment draws more in a second, which makes it
     * smaller; it takes as long as before.
     *
     * @param most 1 to 240; all pictures are shown unless said
     * @return a new style
     * @throws IllegalArgumentException if it is out of range
     */
    public FilmStyle framesPerSecond(int most) {
        if (most < 1 || most > MOST_FRAMES) {
            throw new IllegalArgumentException(
                    "framesPerSecond must be 1 to %d, but is %d".formatted(MOST_FRAMES, most));
        }
        return new FilmStyle(caption, actions, value, width, columns, most);
    }

    boolean hasCaption() {
        return caption;
    }

    boolean showsActions() {
        return actions;
    }

    boolean showsValue() {
        return value;
    }

    /** Whether there is anything to read. */
    boolean hasText() {
        return caption || actions || value;
    }

    /** The width that was said, or 0. */
    int saidWidth() {
        return width;
    }

    /** The columns that were said, or another number. */
    int columnsOr(int otherwise) {
        return columns > 0 ? columns : otherwise;
    }

    /** How many pictures a film shows in a second where so many are drawn. */
    int framesPerSecondOf(int drawn) {
        return framesPerSecond > 0 ? Math.min(drawn, framesPerSecond) : drawn;
    }

    @Override
    public String toString() {
        return "FilmStyle(%s%s%s%s%s%s)"
                .formatted(
                        caption ? "captioned" : "bare",
                        value ? ", value" : "",
                        actions ? ", actions" : "",
                        width > 0 ? ", width " + width : "",
                        columns > 0 ? ", columns " + columns : "",
                        framesPerSecond > 0 ? ", " + framesPerSecond + " frames per second" : "");
    }
}
