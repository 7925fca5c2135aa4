package io.engram.events;

import io.engram.protobuf.ProtoBuffer;
import java.util.SortedMap;

/**
 * The messages that TensorBoard reads, by the field numbers of its {@code event.proto}, {@code
 * summary.proto} and {@code tensor.proto}.
 */
final class Events {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int TENSOR = 8;
    private static final int METADATA = 9;
    private static final int PLUGIN = 1;
    private static final int PLUGIN_NAME = 1;
    private static final int DATA_CLASS = 4;
    private static final int DATA_CLASS_TENSOR = 2;
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_TYPE_STRING = 7;
    private static final int TENSOR_SHAPE = 2;
    private static final int TENSOR_STRING = 8;

    private Events() {}

    /** The first event of every file. */
    static ProtoBuffer version(double wallTime) {
        return new ProtoBuffer().real(WALL_TIME, wallTime).string(FILE_VERSION, "brain.Event:2");
    }

    /** Asks the reader to forget what earlier files hold at this step and after it. */
    static ProtoBuffer restart(long step, double wallTime) {
        var session = new ProtoBuffer().integer(SESSION_STATUS, SESSION_START);
        return at(step, wallTime).message(SESSION_LOG, session);
    }

    static ProtoBuffer scalars(long step, double wallTime, SortedMap<String, Float> values) {
        var summary = new ProtoBuffer();
        values.forEach(
                (tag, value) ->
                        summary.message(
                                SUMMARY_VALUE,
                                new ProtoBuffer().string(TAG, tag).real(SIMPLE_VALUE, value)));
        return at(step, wallTime).message(SUMMARY, summary);
    }

    /** A text is a tensor of one string, rank 0, that names the plug-in which shows it. */
    static ProtoBuffer text(String tag, long step, double wallTime, String markdown) {
        var plugin = new ProtoBuffer().string(PLUGIN_NAME, "text");
        var metadata =
                new ProtoBuffer().message(PLUGIN, plugin).integer(DATA_CLASS, DATA_CLASS_TENSOR);
        var tensor =
                new ProtoBuffer()
                        .integer(TENSOR_TYPE, TENSOR_TYPE_STRING)
                        .message(TENSOR_SHAPE, new ProtoBuffer())
                        .string(TENSOR_STRING, markdown);
        var value =
                new ProtoBuffer()
                        .string(TAG, tag)
                        .message(TENSOR, tensor)
                        .message(METADATA, metadata);
        return at(step, wallTime).message(SUMMARY, new ProtoBuffer().message(SUMMARY_VALUE, value));
    }

    private static ProtoBuffer at(long step, double wallTime) {
        return new ProtoBuffer().real(WALL_TIME, wallTime).integer(STEP, step);
    }
}
