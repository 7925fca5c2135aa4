package io.engram.evaluation;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Eight bytes that tell a policy from others, so that a memory does not go to the wrong one. */
final class Fingerprint {
    private Fingerprint() {}

    static long of(Policy policy) {
        MessageDigest digest = sha256();
        try (var out =
                new DataOutputStream(
                        new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            for (var entry : policy.layout()) {
                out.writeUTF(entry.name());
                out.writeUTF(entry.shape().toString());
            }
            // In one piece: a stream takes its time for each number.
            float[] parameters = policy.parameters();
            var bytes = ByteBuffer.allocate(Math.multiplyExact(parameters.length, Float.BYTES));
            bytes.asFloatBuffer().put(parameters);
            out.write(bytes.array());
            if (policy.normalizer().isPresent()) {
                var normalizer = policy.normalizer().get();
                write(out, normalizer.means());
                write(out, normalizer.deviations());
                out.writeDouble(normalizer.clip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static void write(DataOutputStream out, double... values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
