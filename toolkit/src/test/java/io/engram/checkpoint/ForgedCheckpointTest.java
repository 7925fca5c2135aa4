package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Forgery;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.training.TrainingRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of which a file says what no run has written, with hashes that are right. */
class ForgedCheckpointTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir static Path runs;
    private static RunDescription description;
    private static RunState state;

    @TempDir Path folder;
    private Path checkpoint;

    @BeforeAll
    static void trainOnce() {
        try (var run = Runs.recall(runs, "forged").build()) {
            run.train(1);
            description = run.description();
            state = run.state();
        }
    }

    @BeforeEach
    void save() {
        var store = new CheckpointStore(folder.resolve("checkpoints/forged"));
        checkpoint = store.save(description, state, Optional.empty(), 5);
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode firstEpisode(ObjectNode node) {
        return (ObjectNode) node.get("recent_episodes").get(0);
    }

    private static ObjectNode firstEnvironment(ObjectNode node) {
        return (ObjectNode) node.get("environments").get(0);
    }

    private static ObjectNode settings(ObjectNode node) {
        return node.withObject("settings");
    }

    private static void environment(ObjectNode node, String json) {
        node.set("environment", parse(json));
    }

    /** What is forged, and what is said of it. */
    enum Lie {
        COUNT("run.json", "2147483647", n -> n.withObject("vector").put("count", 2147483647)),
        THREADS("run.json", "vector.threads", n -> n.withObject("vector").put("threads", 2000000)),
        LAYERS("run.json", "1000000", n -> n.withObject("network").put("memory_layers", 1000000)),
        UNITS("run.json", "123456789", n -> n.withObject("network").put("memory_units", 123456789)),
        HIDDEN("run.json", "60000", n -> n.withObject("network").put("hidden_units", 60000)),
        FEATURES(
                "run.json", "99999999", n -> n.withObject("network").put("rnd_features", 99999999)),
        LOWER(
                "run.json",
                "lower_hidden_units says 60000, but lin_hidden.weight has 16",
                n -> n.withObject("network").putArray("lower_hidden_units").add(60000)),
        UPPER(
                "run.json",
                "upper_memory is [GRU of 99999]",
                n ->
                        n.withObject("network")
                                .putArray("upper_memory")
                                .addObject()
                                .put("memory", "GRU")
                                .put("units", 99999)),
        SEPARATE(
                "run.json",
                "separate_memories says true, but the parameter lin_critic_hidden.weight is not there",
                n -> n.withObject("network").put("separate_memories", true)),
        NORM(
                "run.json",
                "layer_norm says true, but the parameter norm_hidden.gamma is not there",
                n -> n.withObject("network").put("layer_norm", true)),
        SKIP(
                "run.json",
                "skip is true, but lin_hidden.weight has 16 inputs",
                n -> n.withObject("network").put("skip", true)),
        SQUASH(
                "run.json",
                "squash(true) is for actions of real numbers",
                n -> n.withObject("network").put("squash", true)),
        BRANCHES(
                "run.json",
                "2147483647",
                n -> n.withObject("action_space").putArray("branches").add(2147483647)),
        SHAPE(
                "run.json",
                "2000000000",
                n -> n.withObject("observation_space").putArray("shape").add(2000000000)),
        SHAPES(
                "run.json",
                "65536",
                n -> n.withObject("observation_space").putArray("shape").add(65536).add(65536)),
        STACK(
                "run.json",
                "k of FrameStack is 2000000000",
                n ->
                        environment(
                                n,
                                "{\"id\": \"CartPole-v1\", \"options\": {}, \"wrappers\": [{\"name\": \"FrameStack\", \"options\": {\"k\": 2000000000}}]}")),
        EVERY(
                "run.json",
                "checkpointEvery must be at least 1, but is 0",
                n -> settings(n).put("checkpointEvery", 0)),
        KEEP(
                "run.json",
                "keepCheckpoints must be at least 1, but is -5",
                n -> settings(n).put("keepCheckpoints", -5)),
        NO_LOGS("run.json", "'settings' has no 'logs'", n -> settings(n).remove("logs")),
        NUL_LOGS("run.json", "settings.logs must be a path", n -> settings(n).put("logs", "a\0b")),
        NO_SETTINGS("run.json", "it has no 'settings'", n -> n.remove("settings")),
        NO_VECTOR("run.json", "it has no 'vector'", n -> n.remove("vector")),
        NO_ID(
                "run.json",
                "'environment' has no 'id'",
                n -> environment(n, "{\"options\": {}, \"wrappers\": []}")),
        NAME("run.json", "but is '../../up'", n -> n.put("name", "../../up")),
        SEED("run.json", "'seed' must be a whole number, but is \"x\"", n -> n.put("seed", "x")),
        UPDATE("state.json", "'update' must be a whole number", n -> n.put("update", 1.5)),
        EVALUATIONS(
                "run.json",
                "'settings.evaluations' is not valid: evaluateEvery needs at least 1 update",
                n -> settings(n).withObject("evaluations").put("every", 0).put("episodes", 3)),
        UNKNOWN(
                "run.json",
                "'vector' has the unknown field 'counts'; did you mean 'count'?",
                n -> n.withObject("vector").put("counts", 1)),
        ELEMENTS(
                "run.json",
                "'type' must be one of FLOAT32, UINT8",
                n -> n.withObject("observation_space").put("type", "FLOAT16")),
        LIST(
                "run.json",
                "'vector.normalizations' must be a list",
                n -> n.withObject("vector").put("normalizations", true)),
        KEPT(
                "run.json",
                "'settings.keepCheckpoints' must be a whole number from -2147483648 to 2147483647",
                n -> settings(n).put("keepCheckpoints", 1L << 40)),
        NO_TASK(
                "run.json",
                "'task' has no 'id'",
                n -> n.set("task", parse("{\"options\": {}, \"wrappers\": []}"))),
        LONG(
                "state.json",
                "'update' must be a whole number, but is \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
                n -> n.put("update", "x".repeat(5_000))),
        NO_INFO("state.json", "has no 'info'", n -> firstEpisode(n).remove("info")),
        ACTION(
                "state.json",
                "an action must be in Discrete[2], but is [1,\"x\",null]",
                n -> firstEnvironment(n).putArray("actions").addArray().add(1).add("x").addNull()),
        CHOICE(
                "state.json",
                "an action must be in Discrete[2], but is [7]",
                n -> firstEnvironment(n).putArray("actions").addArray().add(7)),
        EPISODE_SEED(
                "state.json", "'seed' must be a text", n -> firstEnvironment(n).put("seed", 1)),
        RANDOM(
                "state.json",
                "'action_random' is not in Base64",
                n -> n.put("action_random", "not of this world!"));

        final String file;
        final String message;
        final Consumer<ObjectNode> change;

        Lie(String file, String message, Consumer<ObjectNode> change) {
            this.file = file;
            this.message = message;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenALie_thenItIsToldBeforeAnythingIsMadeOfIt(Lie lie) {
        Forgery.json(checkpoint, lie.file, lie.change);

        assertTimeoutPreemptively(
                LIMIT,
                () ->
                        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                                .isInstanceOf(CheckpointException.class)
                                .hasMessageContaining(lie.message)
                                .hasMessageNotContaining("Exception"));
    }

    @Test
    void givenARolloutBeyondMemory_thenResumeNamesTheNumber() {
        Forgery.json(
                checkpoint,
                "run.json",
                node ->
                        node.put(
                                "config",
                                node.get("config")
                                        .asText()
                                        .replaceFirst("n_steps: \\d+", "n_steps: 2147483647")));

        assertThatThrownBy(
                        () -> TrainingRun.resume(checkpoint, VectorEnvironment.of(8, Recall::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "nSteps must fit into memory, but 2147483647 steps of 8 environments")
                .hasMessageContaining("-Xmx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Twice the same bytes, a gap, beyond the end, a shape of another size.
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
                "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}",
                "{'a':{'dtype':'F32','shape':[2147483647,2147483647],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,-4]}}"
            })
    void givenTensorsThatDoNotShareTheFile_thenItIsSaid(String header) throws IOException {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        Forgery.bytes(checkpoint, "parameters.safetensors", file.array());

        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("parameters.safetensors: ")
                .hasMessageMatching("(?s).*(the tensor a|the tensor b|belong to no tensor).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parameters.safetensors", "optimizer.safetensors"})
    void givenANumberThatIsNotFinite_thenItsTensorIsNamed(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(checkpoint.resolve(name));
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(bytes.length - 4, Float.POSITIVE_INFINITY);
        Forgery.bytes(checkpoint, name, bytes);

        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(name + ": the tensor ")
                .hasMessageContaining("holds the number Infinity");
    }

    @Test
    void givenAFileThatEndsTooEarly_thenThePlaceIsSaid() throws IOException {
        Forgery.bytes(
                checkpoint, "state.json", "{\n  \"update\": [1".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(
                        "state.json: it is not JSON as a run writes it, at line 2, column");
    }

    @Test
    void givenAMetricTwice_thenItIsNamed() throws IOException {
        Forgery.bytes(checkpoint, "metrics.csv", "a,a\n1,2\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("metrics.csv: two columns are named 'a'");
    }

    @Test
    void givenOddNamesInTheRunsFolder_thenTheCheckpointIsFound() throws IOException {
        Path run = checkpoint.getParent();
        Path huge = Files.createDirectory(run.resolve("update-99999999999999999999"));
        Files.writeString(huge.resolve("manifest.json"), "{}");
        Files.writeString(run.resolve("latest"), "update-\0");

        assertThat(CheckpointStore.load(run).folder()).isEqualTo(checkpoint);
    }

    @Test
    void givenAPipe_thenItIsNotWaitedFor() throws Exception {
        for (String name : new String[] {"state.json", "manifest.json", "../latest"}) {
            Path file = checkpoint.resolve(name);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            assumeTrue(run("mkfifo", file.toString()));
            if (name.endsWith(".json")) {
                assertTimeoutPreemptively(
                        LIMIT,
                        () ->
                                assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                                        .isInstanceOf(CheckpointException.class)
                                        .hasMessageContaining(name + ": it is not a regular file"));
            } else {
                Path run = checkpoint.getParent();
                assertTimeoutPreemptively(
                        LIMIT,
                        () -> assertThat(CheckpointStore.load(run).folder()).isEqualTo(checkpoint));
            }
            Files.delete(file);
            Files.write(file, content);
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void givenAnEndlessDevice_thenItIsNotRead() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        Files.delete(checkpoint.resolve("manifest.json"));
        Files.createSymbolicLink(checkpoint.resolve("manifest.json"), Path.of("/dev/zero"));

        assertTimeoutPreemptively(
                LIMIT,
                () ->
                        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                                .isInstanceOf(CheckpointException.class)
                                .hasMessageContaining("manifest.json: it is not a regular file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "run.json", "state.json", "optimizer.safetensors"})
    void givenASparseFileOfGigabytes_thenItIsNotRead(String name) throws IOException {
        long size = 3L << 30;
        if (!name.equals("manifest.json")) {
            Forgery.sign(checkpoint, name, size, "00");
        }
        try (var file = new RandomAccessFile(checkpoint.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }

        assertTimeoutPreemptively(
                LIMIT,
                () ->
                        assertThatThrownBy(() -> CheckpointStore.load(checkpoint))
                                .isInstanceOf(CheckpointException.class)
                                .hasMessageContaining(
                                        name + ": it has 3221225472 bytes, but at most"));
    }
}
