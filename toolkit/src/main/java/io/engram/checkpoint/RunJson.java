package io.engram.checkpoint;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.agent.LearnerState;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Episode;
import io.engram.environment.Snapshot;
import io.engram.environment.Task;
import io.engram.environment.VectorSpec;
import io.engram.environment.VectorState;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkSpec;
import io.engram.settings.AgentConfig;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's description and the small parts of its state as JSON. */
final class RunJson {
    static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    // A text may hold half a pair of surrogates, which UTF-8 does not.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build()
                    // Records are their components, not what else can be asked of them.
                    .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static final String SECONDS = "training_seconds";
    private static final String BEST = "best";
    private static final String TASK = "task";
    private static final String NOTES = "notes";
    private static final String SHOWN = "shown";
    private static final String MIDDLE = "middle";

    private RunJson() {}

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values must be writable", e);
        }
    }

    /** The object that a file holds. */
    static JsonNode tree(byte[] json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        if (!tree.isObject()) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        return tree;
    }

    static ObjectNode describe(RunDescription run) {
        var node = MAPPER.createObjectNode();
        node.put("name", run.name());
        node.put("seed", run.seed());
        node.put("config", run.config().toYaml());
        node.set("observation_space", observationSpace(run.observationSpace()));
        node.set("action_space", actionSpace(run.actionSpace()));
        run.network().ifPresent(network -> node.set("network", NetworkJson.write(network)));
        run.environment().ifPresent(spec -> node.set("environment", MAPPER.valueToTree(spec)));
        if (run.environment().isEmpty()) {
            run.task().ifPresent(task -> node.set(TASK, MAPPER.valueToTree(task.spec())));
        }
        node.set("vector", MAPPER.valueToTree(run.vector()));
        node.set("settings", MAPPER.valueToTree(run.settings()));
        if (!run.notes().isEmpty()) {
            node.set(NOTES, MAPPER.valueToTree(run.notes()));
        }
        return node;
    }

    static RunDescription description(JsonNode node) throws IOException {
        var observationSpace = observationSpace(JsonFields.required(node, "observation_space"));
        var actionSpace = actionSpace(JsonFields.required(node, "action_space"));
        Optional<NetworkSpec> network =
                node.has("network")
                        ? Optional.of(
                                NetworkJson.read(
                                        node.get("network"), observationSpace, actionSpace))
                        : Optional.empty();
        JsonFields.requireAll(node, "vector", "count", "threads", "normalizations");
        JsonFields.requireAll(node, "settings", "checkpointEvery", "keepCheckpoints", "logs");
        requireSpec(node, "environment");
        requireSpec(node, TASK);
        Optional<EnvironmentSpec> environment = environment(node, "environment");
        var run =
                new RunDescription(
                        JsonFields.text(node, "name"),
                        JsonFields.whole(node, "seed"),
                        config(JsonFields.text(node, "config")),
                        observationSpace,
                        actionSpace,
                        network,
                        environment,
                        (environment.isPresent() ? environment : environment(node, TASK))
                                .map(Task::of),
                        read(node, "vector", VectorSpec.class),
                        read(node, "settings", RunDescription.Settings.class),
                        node.has(NOTES) ? List.of(read(node, NOTES, RunNote[].class)) : List.of());
        Plausible.check(run);
        return run;
    }

    private static void requireSpec(JsonNode node, String field) {
        if (node.has(field)) {
            JsonFields.requireAll(node, field, "id", "options", "wrappers");
            for (JsonNode wrapper : node.get(field).get("wrappers")) {
                JsonFields.required(wrapper, "name");
                JsonFields.required(wrapper, "options");
            }
        }
    }

    private static ObjectNode observationSpace(ObservationSpace space) {
        var node = MAPPER.createObjectNode();
        if (space.isSingle()) {
            node.set("shape", MAPPER.valueToTree(space.shape()));
            node.put("type", space.type().name());
        } else {
            node.set("parts", MAPPER.valueToTree(space.parts()));
        }
        return node;
    }

    private static ObservationSpace observationSpace(JsonNode node) throws IOException {
        try {
            return node.has("parts")
                    ? ObservationSpace.together(read(node, "parts", ObservationSpace.Part[].class))
                    : ObservationSpace.array(
                            read(node, "type", ObservationSpace.ElementType.class),
                            read(node, "shape", int[].class));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "an observation of observation_space has more elements than memory can hold: "
                            + JsonFields.shortened(node),
                    e);
        }
    }

    private static ObjectNode actionSpace(ActionSpace space) {
        var node = MAPPER.createObjectNode();
        if (space.branches().length > 0) {
            node.set("branches", MAPPER.valueToTree(space.branches()));
        }
        if (space.low().length > 0) {
            node.set("low", MAPPER.valueToTree(space.low()));
            node.set("high", MAPPER.valueToTree(space.high()));
        }
        return node;
    }

    private static ActionSpace actionSpace(JsonNode node) throws IOException {
        if (!node.has("low")) {
            return ActionSpace.multiDiscrete(read(node, "branches", int[].class));
        }
        var box =
                ActionSpace.box(
                        read(node, "low", float[].class), read(node, "high", float[].class));
        return node.has("branches")
                ? ActionSpace.mixed(
                        new ActionSpace.Discrete(read(node, "branches", int[].class)), box)
                : box;
    }

    /** Runs made before rewards could be scaled did not scale them. */
    private static AgentConfig config(String yaml) {
        boolean said = yaml.lines().anyMatch(line -> line.startsWith("reward_scaling:"));
        return AgentConfig.ofYaml(said ? yaml : yaml + "\nreward_scaling: false\n");
    }

    static ObjectNode state(RunState state) {
        var node = MAPPER.createObjectNode();
        node.put("update", state.update());
        node.put("environment_steps", state.environmentSteps());
        node.put(SECONDS, state.trainingSeconds());
        node.set("statistics", MAPPER.valueToTree(state.environments().statistics()));
        state.best().ifPresent(best -> node.set(BEST, MAPPER.valueToTree(best)));
        if (state.isPolicyOnly()) {
            return node;
        }
        node.put("optimizer_steps", state.learner().optimizerSteps());
        node.put("action_random", state.learner().actionRandom());
        node.put("shuffle_random", state.learner().shuffleRandom());
        if (state.learner().rewardScale() != null) {
            node.set("reward_scale", MAPPER.valueToTree(state.learner().rewardScale()));
        }
        LearnerState.Rnd rnd = state.learner().rnd();
        if (rnd != null) {
            node.put("rnd_random", rnd.random());
            node.set("rnd_statistics", MAPPER.valueToTree(rnd.statistics()));
        }
        var environments = node.putArray("environments");
        for (var episode : state.environments().episodes()) {
            var each = environments.addObject();
            each.put("random", episode.random());
            // A long may be more than other readers of JSON can hold as a number.
            each.put("seed", Long.toString(episode.seed()));
            each.set("actions", actions(episode.actions()));
            episode.shown().ifPresent(shown -> each.put(SHOWN, Long.toHexString(shown)));
            episode.middle().ifPresent(middle -> each.set(MIDDLE, middle(middle)));
        }
        node.set("recent_episodes", MAPPER.valueToTree(state.recentEpisodes()));
        return node;
    }

    /** The state of a policy alone. */
    static RunState policy(JsonNode node, List<FlatParameters.Entry> layout, float[] parameters)
            throws IOException {
        return RunState.ofPolicy(
                JsonFields.whole(node, "update"),
                JsonFields.whole(node, "environment_steps"),
                JsonFields.number(node, SECONDS),
                layout,
                parameters,
                statistics(node, "statistics"),
                best(node));
    }

    /** A state without what a clock told. */
    static JsonNode untimed(byte[] state) throws IOException {
        return ((ObjectNode) tree(state)).without(SECONDS);
    }

    private static ArrayNode actions(List<Action> actions) {
        var array = MAPPER.createArrayNode();
        for (Action action : actions) {
            var each = array.addArray();
            for (int branch = 0; branch < action.choiceCount(); branch++) {
                each.add(action.choice(branch));
            }
            for (int dimension = 0; dimension < action.valueCount(); dimension++) {
                each.add(action.value(dimension));
            }
        }
        return array;
    }

    static VectorState vectorState(JsonNode node, ActionSpace space, int count) throws IOException {
        int given = JsonFields.required(node, "environments").size();
        if (given != count) {
            throw new IllegalArgumentException(
                    "it has %d environments, but %s says %d"
                            .formatted(given, CheckpointFiles.RUN, count));
        }
        var episodes = new ArrayList<VectorState.EpisodeState>();
        for (JsonNode each : JsonFields.required(node, "environments")) {
            var actions = new ArrayList<Action>();
            for (JsonNode action : JsonFields.required(each, "actions")) {
                actions.add(action(action, space));
            }
            episodes.add(
                    new VectorState.EpisodeState(
                            JsonFields.base64(each, "random"),
                            seed(each),
                            actions,
                            each.has(SHOWN) ? Optional.of(shown(each)) : Optional.empty(),
                            each.has(MIDDLE)
                                    ? Optional.of(middle(each.get(MIDDLE)))
                                    : Optional.empty()));
        }
        return new VectorState(episodes, statistics(node, "statistics"));
    }

    static Map<String, double[]> statistics(JsonNode node, String name) throws IOException {
        var statistics = new LinkedHashMap<String, double[]>();
        for (var field : JsonFields.required(node, name).properties()) {
            statistics.put(
                    field.getKey(),
                    read(JsonFields.required(node, name), field.getKey(), double[].class));
        }
        return statistics;
    }

    static LearnerState.Rnd rnd(JsonNode node, float[] target) throws IOException {
        return new LearnerState.Rnd(
                target, JsonFields.base64(node, "rnd_random"), statistics(node, "rnd_statistics"));
    }

    private static ObjectNode middle(VectorState.Middle middle) {
        var node = MAPPER.createObjectNode();
        node.put("snapshot", middle.snapshot().bytes());
        node.put("length", middle.length());
        // A sum may be infinite, which JSON cannot hold as a number.
        node.put("reward", Double.toString(middle.reward()));
        return node;
    }

    private static VectorState.Middle middle(JsonNode node) {
        return new VectorState.Middle(
                Snapshot.of(JsonFields.base64(node, "snapshot")),
                Math.toIntExact(JsonFields.whole(node, "length")),
                Double.parseDouble(JsonFields.text(node, "reward")));
    }

    private static Action action(JsonNode node, ActionSpace space) {
        var choices = new int[space.branches().length];
        var values = new float[space.low().length];
        boolean legal = node.isArray() && node.size() == choices.length + values.length;
        for (int branch = 0; legal && branch < choices.length; branch++) {
            legal = node.get(branch).canConvertToInt() && node.get(branch).isIntegralNumber();
            choices[branch] = node.get(branch).intValue();
            legal &= choices[branch] >= 0 && choices[branch] < space.branches()[branch];
        }
        for (int dimension = 0; legal && dimension < values.length; dimension++) {
            JsonNode value = node.get(choices.length + dimension);
            legal = value.isNumber();
            values[dimension] = value.floatValue();
        }
        Action action = Action.of(choices, values);
        if (!legal || !space.contains(action)) {
            throw new IllegalArgumentException(
                    "an action must be in %s, but is %s"
                            .formatted(space, JsonFields.shortened(node)));
        }
        return action;
    }

    private static long shown(JsonNode episode) {
        String hash = JsonFields.text(episode, SHOWN);
        try {
            return Long.parseUnsignedLong(hash, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s '%s' is no hash".formatted(SHOWN, hash), e);
        }
    }

    private static long seed(JsonNode episode) {
        String seed = JsonFields.text(episode, "seed");
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the seed '%s' is no number".formatted(seed), e);
        }
    }

    static List<Episode> episodes(JsonNode node) throws IOException {
        var episodes = List.of(read(node, "recent_episodes", Episode[].class));
        episodes.forEach(Plausible::check);
        return episodes;
    }

    static Optional<Judgement> best(JsonNode node) throws IOException {
        return node.has(BEST) ? Optional.of(read(node, BEST, Judgement.class)) : Optional.empty();
    }

    private static Optional<EnvironmentSpec> environment(JsonNode node, String field)
            throws IOException {
        return node.has(field)
                ? Optional.of(read(node, field, EnvironmentSpec.class))
                : Optional.empty();
    }

    private static <T> T read(JsonNode node, String field, Class<T> type) throws IOException {
        try {
            return MAPPER.treeToValue(JsonFields.required(node, field), type);
        } catch (JsonMappingException e) {
            e.prependPath(node, field);
            throw e;
        }
    }
}
