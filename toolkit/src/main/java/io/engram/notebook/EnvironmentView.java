package io.engram.notebook;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.Task;
import io.engram.show.HtmlText;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * An environment: what it is, with its options and wrappers, its spaces, and a picture of where it
 * stands.
 */
final class EnvironmentView {
    private static final int WIDEST_PICTURE = 320;

    private EnvironmentView() {}

    static Showable of(Environment environment) {
        String task = Task.of(environment).toString();
        Optional<EnvironmentDescription> known = environment.description();
        String text =
                "%s%s\nobserves %s%s\nacts by %s%s"
                        .formatted(
                                task,
                                known.map(it -> line(it.summary())).orElse(""),
                                environment.observationSpace(),
                                known.map(it -> meaning(it.observation())).orElse(""),
                                environment.actionSpace(),
                                known.map(it -> meaning(it.action())).orElse(""));
        String picture = picture(environment, task).map(each -> "<br>" + each.toHtml()).orElse("");
        return RichValues.html(html(text) + picture, text);
    }

    private static String line(String text) {
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String meaning(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    /** Lines, of which the first is bold. */
    static String html(String text) {
        String html = HtmlText.escape(text).replace("\n", "<br>");
        return "<b>" + html.replaceFirst("<br>", "</b><br>");
    }

    /** Where it stands now; it is asked for nothing but its picture. */
    private static Optional<Picture> picture(Environment environment, String task) {
        try {
            return Optional.of(narrow(environment.render(), task + " now"));
        } catch (RuntimeException e) {
            // It has no picture, or none before an episode begins; the words are enough.
            return Optional.empty();
        }
    }

    /** A picture that leaves room on the page. */
    static Picture narrow(BufferedImage image, String description) {
        var picture = Picture.of(image, description);
        int width = Math.min(WIDEST_PICTURE, picture.width());
        return new Picture(picture.image(), description, width);
    }
}
