package io.engram.video;

import io.engram.show.HtmlText;
import io.engram.show.Showable;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;

/** A film whose player reads the file. */
final class LinkedVideo implements Showable {
    private final Video video;

    LinkedVideo(Video video) {
        this.video = video;
    }

    @Override
    public String toHtml() {
        String source = HtmlText.escape(address());
        String player =
                video.path().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".gif")
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
