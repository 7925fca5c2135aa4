package io.engram.cluster;

import io.engram.sweep.RunProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalDouble;

/**
 * What a task tells of its run. It goes as bytes, which any serializer of Spark takes.
 *
 * @param progress how far the run has come
 * @param failure why it cannot be trained; empty if it can
 * @param attempt how it went
 */
record RunResult(RunProgress progress, String failure, Attempt attempt) {
    /**
     * Where a run was trained the last time.
     *
     * @param host the machine
     * @param executor Spark's name of the process
     * @param number 0 for the first attempt; more if executors were lost
     * @param from the updates with which it began
     */
    record Attempt(String host, String executor, int number, long from) {}

    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (double each : numbers(progress)) {
                out.writeDouble(each);
            }
            out.writeUTF(shortened(failure));
            out.writeUTF(attempt.host());
            out.writeUTF(attempt.executor());
            out.writeInt(attempt.number());
            out.writeLong(attempt.from());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static RunResult of(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var numbers =
                    new double[] {
                        in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()
                    };
            return new RunResult(
                    progress(numbers),
                    in.readUTF(),
                    new Attempt(in.readUTF(), in.readUTF(), in.readInt(), in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text of at most 65,535 bytes can be written. */
    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 10_000));
    }

    /** Four numbers; what is not known is NaN. */
    static double[] numbers(RunProgress progress) {
        return new double[] {
            progress.update(),
            progress.lastReturn().orElse(Double.NaN),
            progress.score().orElse(Double.NaN),
            progress.seconds()
        };
    }

    static RunProgress progress(double... numbers) {
        return new RunProgress(
                (long) numbers[0], optional(numbers[1]), optional(numbers[2]), numbers[3]);
    }

    private static OptionalDouble optional(double number) {
        return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }
}
