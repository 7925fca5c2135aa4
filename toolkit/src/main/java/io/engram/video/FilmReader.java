package io.engram.video;

import static io.engram.video.Native.allocated;
import static io.engram.video.Native.check;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/** Reads the pictures of a film, MP4 or GIF, one after the other. */
final class FilmReader implements AutoCloseable {
    private AVFormatContext file;
    private AVCodecContext codec;
    private AVStream stream;
    private AVFrame frame;
    private AVPacket packet;
    private ColourConverter converter;
    private boolean drained;

    private FilmReader() {}

    static FilmReader open(Path path) throws IOException {
        Native.prepare();
        var reader = new FilmReader();
        try {
            reader.openFile(path);
            reader.openCodec();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void openFile(Path path) throws IOException {
        file = new AVFormatContext(null);
        try (var name = Native.path(path)) {
            check(
                    avformat.avformat_open_input(file, name, null, (AVDictionary) null),
                    "opening the film");
        }
        check(avformat.avformat_find_stream_info(file, (AVDictionary) null), "reading the film");
    }

    private void openCodec() throws IOException {
        int index =
                check(
                        avformat.av_find_best_stream(
                                file, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0),
                        "finding the pictures");
        stream = file.streams(index);
        AVCodec decoder =
                allocated(avcodec.avcodec_find_decoder(stream.codecpar().codec_id()), "a decoder");
        codec = allocated(avcodec.avcodec_alloc_context3(decoder), "a decoder");
        check(
                avcodec.avcodec_parameters_to_context(codec, stream.codecpar()),
                "reading the stream");
        check(
                avcodec.avcodec_open2(codec, decoder, (PointerPointer<?>) null),
                "opening the decoder");
        frame = allocated(avutil.av_frame_alloc(), "a picture");
        packet = allocated(avcodec.av_packet_alloc(), "a packet");
    }

    int width() {
        return codec.width();
    }

    int height() {
        return codec.height();
    }

    /** The length that the file states. */
    double seconds() {
        return (double) file.duration() / avutil.AV_TIME_BASE;
    }

    String codecName() {
        return avcodec.avcodec_get_name(codec.codec_id()).getString();
    }

    /** Goes to the next picture; false at the end. */
    boolean next() throws IOException {
        while (true) {
            int result = avcodec.avcodec_receive_frame(codec, frame);
            if (result == avutil.AVERROR_EOF()) {
                return false;
            }
            if (result != avutil.AVERROR_EAGAIN()) {
                check(result, "decoding a picture");
                return true;
            }
            feed();
        }
    }

    private void feed() throws IOException {
        if (drained) {
            throw new IOException("decoding a picture failed: the film ends too early");
        }
        while (true) {
            int result = avformat.av_read_frame(file, packet);
            if (result == avutil.AVERROR_EOF()) {
                drained = true;
                check(avcodec.avcodec_send_packet(codec, null), "decoding the last picture");
                return;
            }
            check(result, "reading a picture");
            try {
                if (packet.stream_index() == stream.index()) {
                    check(avcodec.avcodec_send_packet(codec, packet), "decoding a picture");
                    return;
                }
            } finally {
                avcodec.av_packet_unref(packet);
            }
        }
    }

    /** The picture that {@link #next} found. */
    BufferedImage picture() throws IOException {
        if (converter == null) {
            converter = ColourConverter.fromFrame(frame);
        }
        var pixels = new int[width() * height()];
        converter.convert(frame, pixels);
        var picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width(), height(), pixels, 0, width());
        return picture;
    }

    @Override
    public void close() {
        if (converter != null) {
            converter.close();
            converter = null;
        }
        if (packet != null) {
            avcodec.av_packet_free(packet);
            packet = null;
        }
        if (frame != null) {
            avutil.av_frame_free(frame);
            frame = null;
        }
        if (codec != null) {
            avcodec.avcodec_free_context(codec);
            codec = null;
        }
        if (file != null && !file.isNull()) {
            avformat.avformat_close_input(file);
        }
        file = null;
    }
}
