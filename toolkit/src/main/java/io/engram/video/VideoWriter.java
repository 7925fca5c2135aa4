package io.engram.video;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Writes pictures into a film: H.264 if the file ends in {@code .mp4}, an animation that repeats if
 * it ends in {@code .gif}.
 *
 * <pre>{@code
 * var writer = VideoWriter.open(Path.of("videos", "cartpole.mp4"), 30);
 * try (writer) {
 *     for (BufferedImage picture : pictures) {
 *         writer.write(picture);
 *     }
 * }
 * Video video = writer.video();
 * }</pre>
 *
 * <p>The film is made in a temporary file beside its place and moved there by {@link #close}: until
 * then an older film of that name stays as it is, and after a failure as well. What a killed
 * process left in the folder is removed by the next film that is made there.
 *
 * <p>MP4 needs sides of an even number of pixels, at least 16; a picture that has others is
 * continued at the right and at the bottom by its last column and row.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class VideoWriter implements AutoCloseable {
    private static final int MAX_FRAMES_PER_SECOND = 240;

    private final Path file;
    private final Path partial;
    private final int framesPerSecond;
    private final FrameEncoder encoder;
    private BufferedImage canvas;
    private int pictureWidth;
    private int pictureHeight;
    private int frames;
    private boolean broken;
    private boolean published;
    private boolean closed;

    private VideoWriter(Path file, Path partial, int framesPerSecond, FrameEncoder encoder) {
        this.file = file;
        this.partial = partial;
        this.framesPerSecond = framesPerSecond;
        this.encoder = encoder;
    }

    /**
     * Starts a film.
     *
     * @param file where the film will be; missing folders are made, an older film is replaced when
     *     this one is complete
     * @param framesPerSecond the speed, 1 to 240
     * @return the writer
     * @throws IllegalArgumentException if the file ends in neither {@code .mp4} nor {@code .gif} or
     *     the speed is out of range
     * @throws IllegalStateException if the film is an MP4 and this platform's native library is
     *     missing
     * @throws UncheckedIOException if the folder cannot be written
     */
    public static VideoWriter open(Path file, int framesPerSecond) {
        if (framesPerSecond < 1 || framesPerSecond > MAX_FRAMES_PER_SECOND) {
            throw new IllegalArgumentException(
                    "framesPerSecond must be 1 to "
                            + MAX_FRAMES_PER_SECOND
                            + ", but is "
                            + framesPerSecond);
        }
        Path target = file.toAbsolutePath();
        FrameEncoder encoder = encoder(file, framesPerSecond);
        Path partial = LeftFilms.partial(target);
        try {
            Files.createDirectories(target.getParent());
            LeftFilms.clean(target.getParent());
            Files.createFile(partial);
        } catch (IOException e) {
            throw failed(file, e);
        }
        return new VideoWriter(file, partial, framesPerSecond, encoder);
    }

    private static FrameEncoder encoder(Path file, int framesPerSecond) {
        return switch (Video.extension(file)) {
            case "mp4" -> new Mp4Encoder(framesPerSecond);
            case "gif" -> new GifEncoder(framesPerSecond);
            default ->
                    throw new IllegalArgumentException(
                            "a film must end in .mp4 or .gif, but is " + file);
        };
    }

    /**
     * Adds one picture. It is copied, and transparent parts become white.
     *
     * @param picture the picture, of the same size as the first
     * @throws IllegalArgumentException if the size differs from the first picture's
     * @throws IllegalStateException if the writer is closed or an earlier picture could not be
     *     written
     * @throws UncheckedIOException if the film cannot be written, for example on a full disk
     */
    public void write(BufferedImage picture) {
        if (closed || broken) {
            throw new IllegalStateException(
                    "the film " + file + (closed ? " is closed" : " could not be written before"));
        }
        try {
            if (frames == 0) {
                begin(picture.getWidth(), picture.getHeight());
            }
            checkSize(picture);
            encoder.add(pixels(picture));
            frames++;
        } catch (IOException e) {
            broken = true;
            throw failed(file, e);
        }
    }

    private void begin(int width, int height) throws IOException {
        pictureWidth = width;
        pictureHeight = height;
        canvas =
                new BufferedImage(
                        encoder.fit(width), encoder.fit(height), BufferedImage.TYPE_INT_RGB);
        encoder.begin(partial, canvas.getWidth(), canvas.getHeight());
    }

    private void checkSize(BufferedImage picture) {
        if (picture.getWidth() != pictureWidth || picture.getHeight() != pictureHeight) {
            throw new IllegalArgumentException(
                    "picture %d of %s is %dx%d, but the first is %dx%d"
                            .formatted(
                                    frames + 1,
                                    file,
                                    picture.getWidth(),
                                    picture.getHeight(),
                                    pictureWidth,
                                    pictureHeight));
        }
    }

    private int[] pixels(BufferedImage picture) {
        var graphics = canvas.createGraphics();
        graphics.drawImage(picture, 0, 0, Color.WHITE, null);
        graphics.dispose();
        int[] pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        int width = canvas.getWidth();
        for (int y = 0; y < pictureHeight && pictureWidth < width; y++) {
            int end = y * width + pictureWidth;
            Arrays.fill(pixels, end, (y + 1) * width, pixels[end - 1]);
        }
        for (int y = pictureHeight; y < canvas.getHeight(); y++) {
            System.arraycopy(pixels, (pictureHeight - 1) * width, pixels, y * width, width);
        }
        return pixels;
    }

    /**
     * Completes the film and moves it to its place. Closing twice does nothing. After a failed
     * {@link #write} there is nothing to complete: what was begun is removed.
     *
     * @throws IllegalStateException if no picture was written
     * @throws UncheckedIOException if the film cannot be completed; an older one is then still
     *     there
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (broken) {
            discard();
            return;
        }
        try {
            if (frames == 0) {
                throw new IllegalStateException("the film " + file + " has no pictures");
            }
            encoder.finish();
            publish();
        } catch (IOException e) {
            throw failed(file, e);
        } finally {
            discard();
        }
    }

    /** Gives the film up: nothing is moved to its place, and what was begun is removed. */
    public void discard() {
        if (!closed) {
            closed = true;
            encoder.close();
            Quietly.delete(partial);
        }
    }

    private void publish() throws IOException {
        try (var stream = new FileOutputStream(partial.toFile(), true)) {
            stream.getFD().sync();
        }
        Path target = file.toAbsolutePath();
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
        published = true;
    }

    /**
     * The finished film.
     *
     * @return the film at its place
     * @throws IllegalStateException if the writer is not closed yet, or the film was given up
     */
    public Video video() {
        if (!published) {
            throw new IllegalStateException("the film " + file + " is not complete");
        }
        return new Video(file, canvas.getWidth(), canvas.getHeight(), framesPerSecond, frames);
    }

    private static UncheckedIOException failed(Path file, IOException cause) {
        return new UncheckedIOException(
                "cannot write the film " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        // The file system's exceptions carry the bare path as their message.
        return cause instanceof FileSystemException
                ? cause.getClass().getSimpleName().replace("Exception", "")
                        + " "
                        + cause.getMessage()
                : cause.getMessage();
    }
}
