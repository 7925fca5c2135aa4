package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the package for Python is told, spoken to as it speaks. */
@Timeout(60)
class EnvironmentServerTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final int PIPE = 1 << 20;

    private Thread server;
    private OutputStream commands;
    private InputStream answers;
    private JsonNode greeting;
    private int asked;
    private byte status;

    @BeforeEach
    void greet() throws IOException {
        var in = new PipedInputStream(PIPE);
        var out = new PipedOutputStream();
        commands = new PipedOutputStream(in);
        answers = new PipedInputStream(out, PIPE);
        server =
                new Thread(
                        () -> {
                            try {
                                new EnvironmentServer(in, out).serve();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        server.start();
        var line = new ByteArrayOutputStream();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            line.write(next);
        }
        greeting = JSON.readTree(line.toByteArray());
    }

    @AfterEach
    void givenTheEndOfCommands_thenItEnds() throws Exception {
        commands.close();
        server.join();
    }

    private ByteBuffer ask(int command, byte[] body) throws IOException {
        var frame = ByteBuffer.allocate(9 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(body.length).put((byte) command).putInt(++asked).put(body);
        commands.write(frame.array());
        commands.flush();
        ByteBuffer head = Answers.reader(answers.readNBytes(9));
        int length = head.getInt();
        status = head.get();
        assertThat(head.getInt()).isEqualTo(asked);
        return Answers.reader(answers.readNBytes(length));
    }

    private static byte[] numbers(int... numbers) {
        var body = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            body.putInt(number);
        }
        return body.array();
    }

    private static byte[] seeds(int vector, long... seeds) {
        var body = ByteBuffer.allocate(4 + 9 * seeds.length).order(ByteOrder.LITTLE_ENDIAN);
        body.putInt(vector);
        for (long seed : seeds) {
            body.put((byte) 1).putLong(seed);
        }
        return body.array();
    }

    private JsonNode make(String id, Map<String, Object> options, int count) throws IOException {
        var order =
                Map.of(
                        "id",
                        id,
                        "options",
                        options,
                        "count",
                        count,
                        "autoreset",
                        "SameStep",
                        "step_limit",
                        0,
                        "channels_last",
                        true,
                        "single",
                        false);
        return JSON.readTree(ask(Command.MAKE.code(), JSON.writeValueAsBytes(order)).array());
    }

    private String failure(ByteBuffer answer) {
        assertThat(status).isEqualTo(EnvironmentServer.FAILED);
        answer.get();
        var text = new byte[answer.getInt()];
        answer.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** The memory, and where its arrays are. */
    private record Memory(ByteBuffer bytes, JsonNode arrays) {
        static Memory of(JsonNode made) throws IOException {
            var file = Path.of(made.path("memory").asText());
            try (var channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                var bytes =
                        channel.map(FileChannel.MapMode.READ_WRITE, 0, made.path("size").asLong());
                return new Memory(bytes.order(ByteOrder.LITTLE_ENDIAN), made.path("arrays"));
            }
        }

        int at(String array) {
            return arrays.path(array).path("offset").asInt();
        }

        float[] floats(String array, int index, int length) {
            var floats = new float[length];
            for (int i = 0; i < length; i++) {
                floats[i] = bytes.getFloat(at(array) + 4 * (index * length + i));
            }
            return floats;
        }
    }

    @Test
    void givenItsStart_thenItSaysItsProtocolInALine() {
        assertThat(greeting.path("protocol").asInt()).isEqualTo(EnvironmentServer.PROTOCOL);
        assertThat(greeting.path("java").asText()).isNotEmpty();
    }

    @Test
    void givenEnvironments_thenTheirEpisodesAreThoseOfTheirSeeds() throws IOException {
        JsonNode made = make("CartPole-v1", Map.of("poleLength", 0.5), 2);
        Memory memory = Memory.of(made);
        int vector = made.path("number").asInt();
        ask(Command.MAP.code(), numbers(vector));
        assertThat(Files.exists(Path.of(made.path("memory").asText()))).isFalse();

        ask(Command.RESET.code(), seeds(vector, 5, -1));
        try (Environment own = Environments.make("CartPole-v1", Map.of("poleLength", 0.5))) {
            RandomStream next = RandomStream.of(-1, "environment");
            assertThat(memory.floats("part0", 1, 4)).isEqualTo(own.reset(-1).floats());
            int episodes = 0;
            for (int i = 0; episodes < 3; i++) {
                int choice = i % 3 == 0 ? 0 : 1;
                memory.bytes().putLong(memory.at("choices") + 8, choice);
                ask(Command.STEP.code(), numbers(vector));
                Step step = own.step(Action.of(choice));
                String seen = step.done() ? "final0" : "part0";
                assertThat(memory.floats(seen, 1, 4)).isEqualTo(step.observation().floats());
                assertThat(memory.bytes().getDouble(memory.at("rewards") + 8))
                        .isEqualTo(step.reward());
                assertThat(memory.bytes().get(memory.at("terminated") + 1) == 1)
                        .isEqualTo(step.terminated());
                if (step.done()) {
                    episodes++;
                    float[] begun = own.reset(next.nextLong()).floats();
                    assertThat(memory.floats("part0", 1, 4)).isEqualTo(begun);
                }
            }
        }
    }

    @Test
    void givenPictures_thenEachHasItsPlace() throws IOException {
        JsonNode made =
                make("MiniGrid-MemoryS7-v0", Map.of("observation", "rgb", "tile_size", 4), 2);
        Memory memory = Memory.of(made);
        ask(Command.RESET.code(), seeds(made.path("number").asInt(), 3, 4));

        assertThat(made.path("arrays").path("part0").path("shape").toString())
                .isEqualTo("[2,3,28,28]");
        try (Environment own =
                Environments.make(
                        "MiniGrid-MemoryS7-v0", Map.of("observation", "rgb", "tileSize", 4))) {
            for (int i = 0; i < 2; i++) {
                byte[] pixels = own.reset(3 + i).bytes();
                var shown = new byte[pixels.length];
                memory.bytes().get(memory.at("part0") + i * pixels.length, shown);
                assertThat(shown).isEqualTo(pixels);
            }
        }
    }

    @Test
    void givenADescription_thenSpacesHaveItsBounds() throws IOException {
        JsonNode part = make("MountainCar-v0", Map.of(), 1).path("parts").path(0);
        assertThat(part.path("low").toString()).isEqualTo("[-1.2,-0.07]");
        assertThat(part.path("high").toString()).isEqualTo("[0.6,0.07]");
    }

    @Test
    void givenEnvironmentsThatAreClosed_thenASentenceSaysSo() throws IOException {
        int vector = make("TMaze-v0", Map.of(), 1).path("number").asInt();
        ask(Command.CLOSE.code(), numbers(vector));
        assertThat(status).isEqualTo(EnvironmentServer.DONE);
        assertThat(failure(ask(Command.STEP.code(), numbers(vector)))).contains("are closed");
    }

    @Test
    void givenWhatItCannotDo_thenASentenceSaysSo_andItGoesOn() throws IOException {
        assertThat(failure(ask(99, new byte[0]))).isEqualTo("there is no command 99");
        assertThat(failure(ask(Command.DESCRIBE.code(), "Cart".getBytes(StandardCharsets.UTF_8))))
                .contains("there is no environment \"Cart\"");
        assertThat(failure(ask(Command.MAKE.code(), "[".getBytes(StandardCharsets.UTF_8))))
                .contains("no JSON");
        ByteBuffer ids = ask(Command.LIST.code(), new byte[0]);
        assertThat(status).isEqualTo(EnvironmentServer.DONE);
        assertThat(JSON.readTree(ids.array())).hasSize(Environments.all().size());
    }
}
