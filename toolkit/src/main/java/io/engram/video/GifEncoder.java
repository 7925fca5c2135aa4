package io.engram.video;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * A GIF that repeats for ever, with one palette, in which a picture stores only what has changed.
 *
 * <p>A GIF counts hundredths of a second, and viewers slow down pictures that last less than two;
 * at more than 50 pictures a second some are therefore left out, so that time stays right.
 */
final class GifEncoder implements FrameEncoder {
    private static final int SHORTEST_DELAY = 2;
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final String STREAM_FORMAT = "javax_imageio_gif_stream_1.0";

    private final int framesPerSecond;
    private final GifPalette palette = new GifPalette();
    private Path path;
    private int width;
    private int height;
    private FrameSpool spool;
    private ImageWriter writer;
    private ImageOutputStream output;
    private int count;
    private int kept;
    private long lastStart;

    GifEncoder(int framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public int fit(int pixels) {
        return pixels;
    }

    @Override
    public void begin(Path file, int filmWidth, int filmHeight) throws IOException {
        path = file;
        width = filmWidth;
        height = filmHeight;
        spool = new FrameSpool(file.resolveSibling(file.getFileName() + ".frames"), width * height);
    }

    @Override
    public void add(int[] pixels) throws IOException {
        long start = start(count++);
        if (kept == 0 || start - lastStart >= SHORTEST_DELAY) {
            palette.count(pixels);
            spool.add(pixels);
            lastStart = start;
            kept++;
        }
    }

    /** When a picture begins, in hundredths of a second. */
    private long start(int frame) {
        return Math.round(100.0 * frame / framesPerSecond);
    }

    @Override
    public void finish() throws IOException {
        palette.choose();
        IndexColorModel model = palette.model();
        writer = ImageIO.getImageWritersByFormatName("gif").next();
        output = ImageIO.createImageOutputStream(path.toFile());
        if (output == null) {
            throw new IOException("the file cannot be opened");
        }
        writer.setOutput(output);
        writer.prepareWriteSequence(streamMetadata(model));
        writePictures(model);
        writer.endWriteSequence();
        output.close();
        output = null;
    }

    private void writePictures(IndexColorModel model) throws IOException {
        var stream = spool.rewind();
        int[] before = null;
        int[] pixels = new int[width * height];
        int[] spare = new int[width * height];
        int frame = 0;
        for (int i = 0; i < kept; i++) {
            spool.next(stream, pixels);
            long begin = start(frame);
            do {
                frame++;
            } while (frame < count && start(frame) - begin < SHORTEST_DELAY);
            int delay = (int) Math.max(SHORTEST_DELAY, start(frame) - begin);
            writePicture(model, before, pixels, delay);
            int[] free = before == null ? spare : before;
            before = pixels;
            pixels = free;
        }
    }

    private void writePicture(IndexColorModel model, int[] before, int[] pixels, int delay)
            throws IOException {
        Rectangle area = changed(before, pixels);
        var picture =
                new BufferedImage(area.width, area.height, BufferedImage.TYPE_BYTE_INDEXED, model);
        var raster = picture.getRaster();
        int[] row = new int[area.width];
        for (int y = 0; y < area.height; y++) {
            for (int x = 0; x < area.width; x++) {
                int i = (area.y + y) * width + area.x + x;
                row[x] =
                        before != null && before[i] == pixels[i]
                                ? GifPalette.UNCHANGED
                                : palette.index(pixels[i]);
            }
            raster.setPixels(0, y, area.width, 1, row);
        }
        ImageWriteParam plain = writer.getDefaultWriteParam();
        plain.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
        var metadata = pictureMetadata(picture, plain, area, delay, before == null);
        writer.writeToSequence(new IIOImage(picture, null, metadata), plain);
    }

    /** The smallest rectangle around what differs, one pixel if nothing does. */
    private Rectangle changed(int[] before, int[] pixels) {
        if (before == null) {
            return new Rectangle(width, height);
        }
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int i = 0; i < pixels.length; i++) {
            if (before[i] != pixels[i]) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, i / width);
                bottom = i / width;
            }
        }
        return right < 0
                ? new Rectangle(1, 1)
                : new Rectangle(left, top, right - left + 1, bottom - top + 1);
    }

    private IIOMetadata streamMetadata(IndexColorModel model) throws IIOInvalidTreeException {
        IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
        var root = new IIOMetadataNode(STREAM_FORMAT);
        root.appendChild(node("Version", "value", "89a"));
        root.appendChild(
                node(
                        "LogicalScreenDescriptor",
                        "logicalScreenWidth",
                        width,
                        "logicalScreenHeight",
                        height,
                        "colorResolution",
                        8,
                        "pixelAspectRatio",
                        0));
        root.appendChild(colourTable(model));
        metadata.setFromTree(STREAM_FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode colourTable(IndexColorModel model) {
        var table =
                node(
                        "GlobalColorTable",
                        "sizeOfGlobalColorTable",
                        256,
                        "backgroundColorIndex",
                        0,
                        "sortFlag",
                        "FALSE");
        for (int i = 0; i < 256; i++) {
            table.appendChild(
                    node(
                            "ColorTableEntry",
                            "index",
                            i,
                            "red",
                            model.getRed(i),
                            "green",
                            model.getGreen(i),
                            "blue",
                            model.getBlue(i)));
        }
        return table;
    }

    private IIOMetadata pictureMetadata(
            BufferedImage picture, ImageWriteParam param, Rectangle area, int delay, boolean first)
            throws IIOInvalidTreeException {
        var type = ImageTypeSpecifier.createFromRenderedImage(picture);
        IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
        var root = new IIOMetadataNode(FORMAT);
        root.appendChild(
                node(
                        "ImageDescriptor",
                        "imageLeftPosition",
                        area.x,
                        "imageTopPosition",
                        area.y,
                        "imageWidth",
                        area.width,
                        "imageHeight",
                        area.height,
                        "interlaceFlag",
                        "FALSE"));
        root.appendChild(
                node(
                        "GraphicControlExtension",
                        "disposalMethod",
                        "doNotDispose",
                        "userInputFlag",
                        "FALSE",
                        "transparentColorFlag",
                        "TRUE",
                        "delayTime",
                        delay,
                        "transparentColorIndex",
                        GifPalette.UNCHANGED));
        if (first) {
            var loop =
                    node(
                            "ApplicationExtension",
                            "applicationID",
                            "NETSCAPE",
                            "authenticationCode",
                            "2.0");
            loop.setUserObject(new byte[] {1, 0, 0});
            var extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(loop);
            root.appendChild(extensions);
        }
        metadata.setFromTree(FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode node(String name, Object... attributes) {
        var node = new IIOMetadataNode(name);
        for (int i = 0; i < attributes.length; i += 2) {
            node.setAttribute(attributes[i].toString(), attributes[i + 1].toString());
        }
        return node;
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.dispose();
            writer = null;
        }
        Quietly.close(output);
        output = null;
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }
}
