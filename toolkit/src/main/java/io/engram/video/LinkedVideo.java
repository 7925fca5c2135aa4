package io.engram.video;

import io.engram.show.HtmlText;
import io.engram.show.Showable;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A film whose player reads the file, which a page finds by the path as it is, from where the page
 * lies.
 *
 * @param video the film
 */
public record LinkedVideo(Video video) implements Showable {

    /**
     * A player, and below it stills to unfold.
     *
     * @return one element
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    @Override
    public String toHtml() {
        String source = HtmlText.escape(address());
        String player =
                Video.extension(video.path()).equals("gif")
                        ? "<img alt=\"%s\" src=\"%s\">"
                                .formatted(
                                        HtmlText.escape(video.path().getFileName().toString()),
                                        source)
                        : "<video controls muted playsinline preload=\"metadata\" width=\"%d\" style=\"max-width:100%%\" src=\"%s\"></video>"
                                .formatted(video.width(), source);
        return "<div>%s%s</div>".formatted(player, video.stills());
    }

    /** The path as a part of an address, relative as it is. */
    private String address() {
        String path = video.path().toString().replace(File.separatorChar, '/');
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the path %s is no address".formatted(path), e);
        }
    }

    @Override
    public String toString() {
        return video.toString();
    }
}
