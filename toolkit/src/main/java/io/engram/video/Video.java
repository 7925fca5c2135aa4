package io.engram.video;

import io.engram.show.HtmlText;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A film on disk, and the ways to show it: playing in a page, or as a strip of stills where films
 * do not play.
 *
 * @param path the file, which ends in {@code .mp4} or {@code .gif}
 * @param width pixels from left to right, at least 1
 * @param height pixels from top to bottom, at least 1
 * @param framesPerSecond the speed, at least 1
 * @param frames the number of pictures, at least 1
 */
public record Video(Path path, int width, int height, int framesPerSecond, int frames)
        implements Showable {
    private static final int SMALLEST_SHOWN_WIDTH = 320;
    private static final int DEFAULT_STILLS = 8;

    /**
     * Checks the numbers; the file itself is read only when it is shown.
     *
     * @param path the file
     * @param width pixels from left to right, at least 1
     * @param height pixels from top to bottom, at least 1
     * @param framesPerSecond the speed, at least 1
     * @param frames the number of pictures, at least 1
     * @throws IllegalArgumentException if a number is below 1
     */
    public Video {
        if (width < 1 || height < 1 || framesPerSecond < 1 || frames < 1) {
            throw new IllegalArgumentException(
                    "width, height, framesPerSecond and frames of %s must be at least 1, but are %d, %d, %d, %d"
                            .formatted(path, width, height, framesPerSecond, frames));
        }
    }

    /**
     * A film that exists already, for example one that a run has left.
     *
     * @param path the file
     * @return the film, measured by reading all of it
     * @throws UncheckedIOException if the file is missing or is no film
     */
    public static Video of(Path path) {
        try (var reader = reader(path)) {
            int frames = 0;
            while (reader.next()) {
                frames++;
            }
            int rate = (int) Math.max(1, Math.round(frames / reader.seconds()));
            return new Video(path, reader.width(), reader.height(), rate, frames);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The film's length.
     *
     * @return seconds
     */
    public double seconds() {
        return (double) frames / framesPerSecond;
    }

    /**
     * The film as a piece of HTML that holds everything it needs: an MP4 plays in a loop with
     * controls and without sound, and below it are stills to unfold, which are seen where films do
     * not play, as on GitHub; a GIF is an image. Small films are shown enlarged by a whole number.
     *
     * @return one element
     * @throws UncheckedIOException if the file cannot be read
     */
    @Override
    public String toHtml() {
        String data;
        try (var stream = new FileInputStream(path.toFile())) {
            data = Base64.getEncoder().encodeToString(stream.readAllBytes());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        int scale = Math.max(1, SMALLEST_SHOWN_WIDTH / width);
        String size =
                "width=\"%d\" height=\"%d\" style=\"max-width:100%%;height:auto%s\""
                        .formatted(
                                scale * width,
                                scale * height,
                                scale > 1 ? ";image-rendering:pixelated" : "");
        return extension(path).equals("gif")
                ? "<img alt=\"%s\" %s src=\"data:image/gif;base64,%s\">"
                        .formatted(HtmlText.escape(path.getFileName().toString()), size, data)
                : "<div><video controls autoplay loop muted playsinline %s src=\"data:video/mp4;base64,%s\"></video>%s</div>"
                        .formatted(size, data, stills());
    }

    /**
     * The film as a player that reads the file, and stills to unfold: for long films, which would
     * make a page large. A page finds the file by the path as it is, from where the page lies.
     *
     * @return what shows itself in a cell
     */
    public LinkedVideo linked() {
        return new LinkedVideo(this);
    }

    String stills() {
        String name = path.getFileName().toString();
        BufferedImage strip = strip(DEFAULT_STILLS, frames);
        return "<details><summary>Stills of %s</summary>%s</details>"
                .formatted(
                        HtmlText.escape(name),
                        new Picture(strip, "stills of " + name, strip.getWidth()).toHtml());
    }

    /**
     * Evenly spaced stills, first and last picture included, with the time of each.
     *
     * @param stills how many; fewer if the film has fewer pictures
     * @return one picture, wrapped into rows
     * @throws IllegalArgumentException if {@code stills} is below 1
     * @throws UncheckedIOException if the file cannot be read
     */
    public BufferedImage filmStrip(int stills) {
        if (stills < 1) {
            throw new IllegalArgumentException("stills must be at least 1, but is " + stills);
        }
        // What the file holds counts: a fast GIF has fewer pictures than were written.
        return strip(stills, Video.of(path).frames());
    }

    private BufferedImage strip(int stills, int stored) {
        try (var reader = reader(path)) {
            return FilmStrip.of(reader, Math.min(stills, stored), stored, seconds());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * A strip of eight stills as a PNG file.
     *
     * @return the bytes of the file
     * @throws UncheckedIOException if the film cannot be read
     */
    public byte[] toPng() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(filmStrip(DEFAULT_STILLS), "png", bytes);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        return bytes.toByteArray();
    }

    /** What follows the last dot of a file's name, in lower case; empty if there is none. */
    static String extension(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static FilmReader reader(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file");
        }
        return FilmReader.open(path);
    }

    private static UncheckedIOException unreadable(Path path, IOException cause) {
        return new UncheckedIOException(
                "cannot read the film " + path + ": " + cause.getMessage(), cause);
    }
}
