package io.engram.video;

import static io.engram.video.Native.allocated;
import static io.engram.video.Native.check;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Turns pixels of {@code 0x00RRGGBB} into the planes of a native picture, or back. The size stays.
 */
final class ColourConverter implements AutoCloseable {
    /** The native format whose four bytes are one such int in this machine's byte order. */
    private static final int RGB =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                    ? avutil.AV_PIX_FMT_BGR0
                    : avutil.AV_PIX_FMT_0RGB;

    private static final int ONE = 1 << 16;

    private final int height;
    private final SwsContext context;
    private final BytePointer bytes;
    private final IntBuffer pixels;
    private final PointerPointer<BytePointer> planes;
    private final IntPointer strides;

    private ColourConverter(SwsContext context, int width, int height) {
        this.height = height;
        this.context = context;
        bytes = new BytePointer(4L * width * height);
        pixels = bytes.asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer();
        planes = new PointerPointer<>(4);
        for (int i = 0; i < 4; i++) {
            planes.put(i, i == 0 ? bytes : null);
        }
        strides = new IntPointer(4 * width, 0, 0, 0);
    }

    /** From pixels to H.264's usual picture: 4:2:0, BT.709, narrow range. */
    static ColourConverter toYuv(int width, int height) throws IOException {
        return of(width, height, RGB, avutil.AV_PIX_FMT_YUV420P, avutil.AVCOL_SPC_BT709);
    }

    /** From a picture of any format to pixels. */
    static ColourConverter fromFrame(AVFrame frame) throws IOException {
        return of(frame.width(), frame.height(), frame.format(), RGB, frame.colorspace());
    }

    private static ColourConverter of(int width, int height, int from, int to, int colours)
            throws IOException {
        int quality = swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT;
        SwsContext context =
                allocated(
                        swscale.sws_getContext(
                                width,
                                height,
                                from,
                                width,
                                height,
                                to,
                                quality,
                                null,
                                null,
                                (DoublePointer) null),
                        "a conversion of colours");
        IntPointer table = swscale.sws_getCoefficients(colours);
        int fromRange = from == RGB ? 1 : 0;
        int toRange = to == RGB ? 1 : 0;
        swscale.sws_setColorspaceDetails(context, table, fromRange, table, toRange, 0, ONE, ONE);
        return new ColourConverter(context, width, height);
    }

    void convert(int[] source, AVFrame target) throws IOException {
        pixels.put(0, source);
        check(
                swscale.sws_scale(
                        context, planes, strides, 0, height, target.data(), target.linesize()),
                "converting colours");
    }

    void convert(AVFrame source, int[] target) throws IOException {
        check(
                swscale.sws_scale(
                        context, source.data(), source.linesize(), 0, height, planes, strides),
                "converting colours");
        pixels.get(0, target);
        for (int i = 0; i < target.length; i++) {
            target[i] &= 0xFFFFFF;
        }
    }

    @Override
    public void close() {
        swscale.sws_freeContext(context);
        planes.close();
        strides.close();
        bytes.close();
    }
}
