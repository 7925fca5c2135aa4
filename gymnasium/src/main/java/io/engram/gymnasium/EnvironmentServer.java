package io.engram.gymnasium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.engram.environment.EnvironmentException;
import io.engram.environment.Environments;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * Plays environments of Engram for Python: the package {@code engram_gymnasium} starts this class
 * and owns its process.
 *
 * <p>It says first what it is, in a line of JSON. Then commands come on the standard input, and
 * answers go to what was the standard output, in frames: the length of the body (4 bytes,
 * little-endian, as everything), a code (1 byte), a number (4 bytes), which an answer has from its
 * command, and the body. Actions and what they lead to go through memory that both map.
 */
public final class EnvironmentServer {
    static final int PROTOCOL = 1;
    static final byte DONE = 0;
    static final byte FAILED = 1;

    private static final int HEAD = 2 * Integer.BYTES + 1;
    private static final byte OTHER_FAULT = 0;
    private static final byte ARGUMENT = 1;
    private static final byte STATE = 2;
    private static final byte ENVIRONMENT = 3;
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    private final InputStream commands;
    private final OutputStream answers;
    private final Map<Integer, ServedVector> vectors = new HashMap<>();
    private int made;

    EnvironmentServer(InputStream commands, OutputStream answers) {
        this.commands = commands;
        this.answers = answers;
    }

    /**
     * Serves until the standard input ends, or the process that started this one does.
     *
     * @param arguments the number of the process that started this one; none to serve whoever
     *     speaks
     * @throws IOException if nobody reads the answers
     */
    public static void main(String[] arguments) throws IOException {
        var commands = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        var answers = new FileOutputStream(FileDescriptor.out);
        // Whatever environments print must not come between the answers.
        System.setOut(System.err);
        if (arguments.length > 0) {
            endWith(Long.parseLong(arguments[0]));
        }
        new EnvironmentServer(commands, answers).serve();
        Runtime.getRuntime().exit(0);
    }

    /** Ends this process when another is gone, also in the middle of a step. */
    private static void endWith(long process) {
        ProcessHandle.of(process)
                .ifPresentOrElse(
                        it -> it.onExit().thenRun(() -> Runtime.getRuntime().halt(1)),
                        () -> Runtime.getRuntime().halt(1));
    }

    /** Says what this is, and answers commands until there are no more. */
    void serve() throws IOException {
        answers.write(json(versions()));
        answers.write('\n');
        answers.flush();
        try {
            while (true) {
                byte[] head = commands.readNBytes(HEAD);
                if (head.length < HEAD) {
                    return;
                }
                ByteBuffer reader = reader(head);
                ByteBuffer body = reader(commands.readNBytes(reader.getInt()));
                answer(reader.get(), reader.getInt(), body);
            }
        } finally {
            vectors.values().forEach(ServedVector::close);
        }
    }

    private void answer(byte code, int number, ByteBuffer body) throws IOException {
        byte[] answer;
        byte status = DONE;
        try {
            Command command =
                    Command.of(code)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "there is no command " + code));
            answer = answer(command, body).bytes();
        } catch (Throwable e) {
            // Also an error: whoever asked is told, and decides.
            status = FAILED;
            answer = failure(e);
        }
        send(status, number, answer);
    }

    private Told answer(Command command, ByteBuffer body) {
        return switch (command) {
            case MAKE -> new Told().add(make(rest(body)));
            case MAP -> vector(body).mapped();
            case STEP -> vector(body).step();
            case RESET -> vector(body).reset(body);
            case RENDER -> picture(vector(body).render(body.getInt()));
            case CLOSE -> close(body.getInt());
            case LIST -> new Told().add(json(Environments.all()));
            case DESCRIBE -> new Told().text(Environments.describe(text(rest(body))).toString());
        };
    }

    private ServedVector vector(ByteBuffer body) {
        int number = body.getInt();
        ServedVector vector = vectors.get(number);
        if (vector == null) {
            throw new IllegalStateException(
                    "these environments are closed; make others with gymnasium.make(…)");
        }
        return vector;
    }

    private byte[] make(byte[] order) {
        var vector = new ServedVector(ServedOrder.read(order));
        int number = made++;
        vectors.put(number, vector);
        var described = vector.describe();
        described.put("number", number);
        return json(described);
    }

    private Told close(int number) {
        ServedVector vector = vectors.remove(number);
        if (vector != null) {
            vector.close();
        }
        return new Told();
    }

    /** Height, width, and the rows of red, green and blue. */
    private static Told picture(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] colours = picture.getRGB(0, 0, width, height, null, 0, width);
        var bytes = new byte[3 * colours.length];
        int next = 0;
        for (int colour : colours) {
            bytes[next++] = (byte) (colour >> 16);
            bytes[next++] = (byte) (colour >> 8);
            bytes[next++] = (byte) colour;
        }
        return new Told().add(height).add(width).add(bytes);
    }

    /** What went wrong: of which kind, in a sentence, and where if that helps. */
    private static byte[] failure(Throwable thrown) {
        byte kind = OTHER_FAULT;
        String sentence = thrown.toString();
        Throwable where = thrown;
        if (thrown instanceof IllegalArgumentException) {
            kind = ARGUMENT;
        } else if (thrown instanceof IllegalStateException) {
            kind = STATE;
        } else if (thrown instanceof EnvironmentException) {
            kind = ENVIRONMENT;
            where = thrown.getCause();
        }
        boolean expected = kind == ARGUMENT || kind == STATE;
        if (kind != OTHER_FAULT && thrown.getMessage() != null) {
            sentence = thrown.getMessage();
        }
        String trace = expected || where == null ? "" : trace(where);
        return new Told().add(kind).text(sentence).text(trace).bytes();
    }

    private static String trace(Throwable thrown) {
        var lines = new ArrayList<String>();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            lines.add((each == thrown ? "" : "Caused by: ") + each);
            for (StackTraceElement at : each.getStackTrace()) {
                lines.add("\tat " + at);
            }
        }
        return String.join("\n", lines);
    }

    private static Map<String, Object> versions() {
        return Map.of("protocol", PROTOCOL, "java", Runtime.version().toString());
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }

    private static byte[] rest(ByteBuffer body) {
        var bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ByteBuffer reader(byte[] bytes) {
        return Answers.reader(bytes);
    }

    private void send(byte status, int number, byte[] body) throws IOException {
        var frame = ByteBuffer.allocate(HEAD + body.length).order(ByteOrder.LITTLE_ENDIAN);
        answers.write(frame.putInt(body.length).put(status).putInt(number).put(body).array());
        answers.flush();
    }
}
