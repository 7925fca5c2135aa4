package io.engram.evaluation;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.show.Resize;
import io.engram.space.ActionSpace;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes frames of moments: the picture in its size, with what a style tells beside it. */
final class Framing {
    /** Text of a usual length has room in one line. */
    static final int READABLE_WIDTH = 288;

    private static final int NARROWEST_TEXT = 96;
    private static final double LONG = 10_000;
    private static final double LONG_VALUE = 100;

    private final FilmStyle style;
    private final Place place;
    private final ActionSpace space;
    private final List<String> names;
    private final boolean squashed;
    private Layout layout;

    /** Where a frame is seen, on which depends how large it is, and what must be told. */
    enum Place {
        /** One episode fills the film. */
        ALONE,
        /** It stands beside others. */
        TOGETHER,
        /** It is a still among others of one episode. */
        SHEET
    }

    /** What all frames of one width share. */
    private record Layout(int pictureWidth, int width, CaptionBand caption, ActionPanel panel) {
        int panelHeight() {
            return panel == null ? 0 : panel.height();
        }
    }

    Framing(FilmStyle style, Place place, Evaluation evaluation, Environment environment) {
        this.style = style;
        this.place = place;
        space = evaluation.policy().description().actionSpace();
        names =
                environment
                        .description()
                        .map(EnvironmentDescription::actionNames)
                        .filter(it -> it.size() == space.choices() + space.low().length)
                        .orElse(List.of());
        squashed = evaluation.policy().network().squashesActions();
    }

    /**
     * A frame. All are of the size of the first.
     *
     * @param widest the picture's width at most, unless the style says another
     */
    BufferedImage frame(Moment moment, int widest) {
        if (layout == null) {
            layout = layout(pictureWidth(moment.picture().getWidth(), widest));
        }
        BufferedImage picture = Resize.toWidth(moment.picture(), layout.pictureWidth);
        int top = layout.caption.height();
        var frame =
                new BufferedImage(
                        layout.width,
                        top + picture.getHeight() + layout.panelHeight(),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = frame.createGraphics();
        try {
            Ink.of(layout.width).prepare(graphics);
            layout.caption.draw(graphics, told(moment));
            int left = (layout.width - layout.pictureWidth) / 2;
            if (left > 0) {
                graphics.setColor(Ink.GROUND);
                graphics.fillRect(0, top, layout.width, picture.getHeight());
            }
            graphics.drawImage(picture, left, top, Color.WHITE, null);
            if (layout.panel != null) {
                layout.panel.draw(graphics, top + picture.getHeight(), moment.decision());
            }
        } finally {
            graphics.dispose();
        }
        return frame;
    }

    private Layout layout(int pictureWidth) {
        int width = style.hasText() ? Math.max(pictureWidth, NARROWEST_TEXT) : pictureWidth;
        Ink ink = Ink.of(width);
        return new Layout(
                pictureWidth,
                width,
                new CaptionBand(ink, width, longest()),
                style.showsActions() ? new ActionPanel(ink, width, space, names, squashed) : null);
    }

    private int pictureWidth(int drawn, int widest) {
        if (style.saidWidth() > 0) {
            return style.saidWidth();
        }
        int width = drawn;
        if (place == Place.SHEET) {
            width = drawn * Math.max(1, widest / drawn);
        } else if (style.hasText() && drawn < READABLE_WIDTH) {
            width = drawn * ((READABLE_WIDTH + drawn - 1) / drawn);
        }
        return Math.min(width, widest);
    }

    private List<String> longest() {
        var texts = new ArrayList<String>();
        if (style.hasCaption()) {
            if (place != Place.SHEET) {
                texts.add(place == Place.ALONE ? "episode 000" : "000");
            }
            texts.add("step 00000");
            texts.add("return -0000.0");
        }
        if (style.showsValue()) {
            texts.add("value -00.00");
        }
        if (style.hasCaption() && place == Place.TOGETHER && !style.showsValue()) {
            texts.add("over");
        }
        return texts;
    }

    private List<String> told(Moment moment) {
        var texts = new ArrayList<String>();
        if (style.hasCaption()) {
            if (place != Place.SHEET) {
                int number = moment.episode() + 1;
                texts.add(place == Place.ALONE ? "episode " + number : Integer.toString(number));
            }
            texts.add("step " + moment.step());
            texts.add("return " + number(moment.totalReward(), 1, LONG));
        }
        if (style.showsValue()) {
            texts.add(
                    moment.decision()
                            .map(it -> "value " + number(it.value(), 2, LONG_VALUE))
                            .orElse(place == Place.TOGETHER ? "over" : "value –"));
        } else if (style.hasCaption() && place == Place.TOGETHER) {
            texts.add(moment.isOver() ? "over" : "");
        }
        return texts;
    }

    private static String number(double value, int decimals, double longFrom) {
        int shown = Math.abs(value) >= longFrom ? decimals - 1 : decimals;
        return String.format(Locale.ROOT, "%." + shown + "f", value);
    }
}
