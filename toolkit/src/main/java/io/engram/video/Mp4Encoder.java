package io.engram.video;

import static io.engram.video.Native.allocated;
import static io.engram.video.Native.check;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * H.264 in MP4 through FFmpeg and OpenH264: 4:2:0, colours of BT.709, constant quality, index first
 * so that a browser can play while it loads.
 */
final class Mp4Encoder implements FrameEncoder {
    private static final int SECONDS_BETWEEN_KEY_FRAMES = 5;
    private static final int SMALLEST_SIDE = 16;

    private final int framesPerSecond;
    private AVRational pictureTime;
    private AVFormatContext file;
    private AVIOContext output;
    private AVCodecContext codec;
    private AVStream stream;
    private AVFrame frame;
    private AVPacket packet;
    private ColourConverter converter;
    private long count;

    Mp4Encoder(int framesPerSecond) {
        Native.prepare();
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public int fit(int pixels) {
        return Math.max(SMALLEST_SIDE, pixels + pixels % 2);
    }

    @Override
    public void begin(Path path, int width, int height) throws IOException {
        pictureTime = new AVRational().num(1).den(framesPerSecond);
        try (var name = Native.path(path);
                var format = new BytePointer("mp4")) {
            file = new AVFormatContext(null);
            check(
                    avformat.avformat_alloc_output_context2(file, null, format, name),
                    "making an MP4 file");
            openCodec(width, height);
            openStream();
            output = new AVIOContext(null);
            check(avformat.avio_open(output, name, avformat.AVIO_FLAG_WRITE), "opening the file");
            file.pb(output);
            writeHeader();
        }
        converter = ColourConverter.toYuv(width, height);
    }

    private void openCodec(int width, int height) throws IOException {
        AVCodec encoder =
                allocated(avcodec.avcodec_find_encoder_by_name("libopenh264"), "an H.264 encoder");
        codec = allocated(avcodec.avcodec_alloc_context3(encoder), "an encoder");
        codec.width(width).height(height).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
        codec.time_base(pictureTime).framerate(avutil.av_inv_q(pictureTime));
        codec.gop_size(SECONDS_BETWEEN_KEY_FRAMES * framesPerSecond);
        codec.color_range(avutil.AVCOL_RANGE_MPEG).colorspace(avutil.AVCOL_SPC_BT709);
        codec.color_primaries(avutil.AVCOL_PRI_BT709).color_trc(avutil.AVCOL_TRC_BT709);
        if ((file.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        // Without rate control every picture has the same quality, and a still scene costs nothing.
        try (var options = new Options().set("rc_mode", "off")) {
            check(
                    avcodec.avcodec_open2(codec, encoder, options.dictionary),
                    "H.264 of " + width + "x" + height + " pixels");
        }
        frame = allocated(avutil.av_frame_alloc(), "a picture");
        frame.width(width).height(height).format(avutil.AV_PIX_FMT_YUV420P);
        check(avutil.av_frame_get_buffer(frame, 0), "making a picture");
        packet = allocated(avcodec.av_packet_alloc(), "a packet");
    }

    private void openStream() throws IOException {
        stream = allocated(avformat.avformat_new_stream(file, null), "a stream");
        check(
                avcodec.avcodec_parameters_from_context(stream.codecpar(), codec),
                "describing the stream");
        stream.time_base(pictureTime).avg_frame_rate(codec.framerate());
    }

    private void writeHeader() throws IOException {
        try (var options = new Options().set("movflags", "+faststart")) {
            check(avformat.avformat_write_header(file, options.dictionary), "writing the header");
        }
    }

    @Override
    public void add(int[] pixels) throws IOException {
        // The encoder may still hold the last picture.
        check(avutil.av_frame_make_writable(frame), "making a picture");
        converter.convert(pixels, frame);
        frame.pts(count++).duration(1);
        check(avcodec.avcodec_send_frame(codec, frame), "encoding a picture");
        writePackets();
    }

    private void writePackets() throws IOException {
        while (true) {
            int result = avcodec.avcodec_receive_packet(codec, packet);
            if (result == avutil.AVERROR_EAGAIN() || result == avutil.AVERROR_EOF()) {
                return;
            }
            check(result, "encoding a picture");
            packet.stream_index(stream.index()).duration(1);
            avcodec.av_packet_rescale_ts(packet, pictureTime, stream.time_base());
            check(avformat.av_interleaved_write_frame(file, packet), "writing a picture");
        }
    }

    @Override
    public void finish() throws IOException {
        check(avcodec.avcodec_send_frame(codec, null), "encoding the last picture");
        writePackets();
        check(avformat.av_write_trailer(file), "writing the index");
        check(output.error(), "writing the file");
        AVIOContext closing = output;
        output = null;
        file.pb(null);
        check(avformat.avio_close(closing), "closing the file");
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
        if (output != null && !output.isNull()) {
            avformat.avio_close(output);
        }
        output = null;
        if (file != null && !file.isNull()) {
            file.pb(null);
            avformat.avformat_free_context(file);
        }
        file = null;
        if (pictureTime != null) {
            pictureTime.close();
        }
    }

    /** A dictionary of options that is freed with what a call left in it. */
    private static final class Options implements AutoCloseable {
        private final AVDictionary dictionary = new AVDictionary(null);

        Options set(String name, String value) {
            avutil.av_dict_set(dictionary, name, value, 0);
            return this;
        }

        @Override
        public void close() {
            avutil.av_dict_free(dictionary);
        }
    }
}
