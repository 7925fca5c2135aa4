package io.engram.video;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/**
 * Writes pictures into a folder as PNG files: {@code frame-000001.png} and so on.
 *
 * <pre>{@code
 * var frames = PngFrames.into(Path.of("videos", "cartpole"));
 * frames.write(env.render());
 * frames.files()
 * }</pre>
 *
 * <p>The folder is empty or new, or has older frames, which are removed first; anything else in it
 * is an error.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class PngFrames {
    private static final Pattern NAME = Pattern.compile("frame-\\d{6,}\\.png");

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private PngFrames(Path folder) {
        this.folder = folder;
    }

    /**
     * Begins.
     *
     * @param folder the folder; it is made if it is missing
     * @return what writes into it
     * @throws UncheckedIOException if there is something else than frames in it, or it cannot be
     *     written
     */
    public static PngFrames into(Path folder) {
        var frames = new PngFrames(folder);
        try {
            Files.createDirectories(folder);
            frames.clear();
        } catch (IOException e) {
            throw frames.failed(e);
        }
        return frames;
    }

    private void clear() throws IOException {
        List<Path> there;
        try (var entries = Files.list(folder)) {
            there = entries.sorted().toList();
        }
        for (Path entry : there) {
            if (!NAME.matcher(entry.getFileName().toString()).matches()
                    || !Files.isRegularFile(entry)) {
                throw new FileAlreadyExistsException(
                        entry.toString(), null, "the folder is for frames only; take another");
            }
        }
        for (Path entry : there) {
            Files.delete(entry);
        }
    }

    /**
     * Adds one picture.
     *
     * @param picture the picture
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(BufferedImage picture) {
        Path file = folder.resolve("frame-%06d.png".formatted(files.size() + 1));
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", bytes);
            // Not a channel: an interrupt, which is how a notebook stops a cell, would close it.
            try (var stream = new FileOutputStream(file.toFile())) {
                bytes.writeTo(stream);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        files.add(file);
    }

    /**
     * What was written.
     *
     * @return the files in their order
     */
    public List<Path> files() {
        return List.copyOf(files);
    }

    private UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException(
                "cannot write frames to %s: %s".formatted(folder, cause.getMessage()), cause);
    }
}
