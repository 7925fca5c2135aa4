package io.engram.events;

import io.engram.protobuf.ProtoBuffer;
import io.engram.protobuf.ProtoReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
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

    /**
     * What an event says of numbers.
     *
     * @param step its step
     * @param wallTime seconds since 1970-01-01 UTC
     * @param isRestart whether a run was resumed at this step
     * @param scalars its numbers by tag
     */
    record Event(long step, double wallTime, boolean isRestart, Map<String, Double> scalars) {}

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Event read(ProtoReader event) {
        long step = 0;
        double wallTime = 0;
        boolean isRestart = false;
        var scalars = new LinkedHashMap<String, Double>();
        while (event.next()) {
            switch (event.field()) {
                case WALL_TIME -> wallTime = event.real();
                case STEP -> step = event.integer();
                case SUMMARY -> readSummary(event.message(), scalars);
                case SESSION_LOG -> isRestart = readsStart(event.message());
                default -> {
                    // The version of the file, graphs, and the like.
                }
            }
        }
        return new Event(step, wallTime, isRestart, scalars);
    }

    private static boolean readsStart(ProtoReader session) {
        boolean isStart = false;
        while (session.next()) {
            isStart |= session.field() == SESSION_STATUS && session.integer() == SESSION_START;
        }
        return isStart;
    }

    private static void readSummary(ProtoReader summary, Map<String, Double> scalars) {
        while (summary.next()) {
            if (summary.field() == SUMMARY_VALUE) {
                readValue(summary.message(), scalars);
            }
        }
    }

    private static void readValue(ProtoReader value, Map<String, Double> scalars) {
        String tag = "";
        OptionalDouble number = OptionalDouble.empty();
        while (value.next()) {
            switch (value.field()) {
                case TAG -> tag = value.string();
                case SIMPLE_VALUE -> number = OptionalDouble.of(value.single());
                case TENSOR -> number = ScalarTensor.read(value.message());
                default -> {
                    // Pictures, histograms, and what shows them.
                }
            }
        }
        if (number.isPresent()) {
            scalars.put(tag, number.getAsDouble());
        }
    }
}
