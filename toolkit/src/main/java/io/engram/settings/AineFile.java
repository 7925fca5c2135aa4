package io.engram.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.EnvironmentSpec;
import io.engram.settings.ConfigFile.Format;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A file of AINE-DRL: a run's id, and under it the sections Env, Train, Inference and Agent. */
final class AineFile {
    private static final String ENV = "Env";
    private static final String TRAIN = "Train";
    private static final String INFERENCE = "Inference";
    private static final String AGENT = "Agent";
    private static final List<String> SECTIONS = List.of(ENV, TRAIN, INFERENCE, AGENT);
    private static final String CONFIG = "Config";
    private static final String SEED = "seed";
    private static final String TRUNCATE = "truncate_episode";

    /** Keys that only agents have which Engram does not. */
    private static final List<String> DOUBLE_DQN =
            List.of(
                    "capacity",
                    "batch_size",
                    "replace_freq",
                    "polyak_ratio",
                    "replay_buffer_device");

    /** What an environment of Gym is not made of. */
    private static final Map<String, String> NOT_OPTIONS = new LinkedHashMap<>();

    static {
        NOT_OPTIONS.put("asynchronous", "environments step on as many threads as make them faster");
        NOT_OPTIONS.put("wrappers", "wrap the environments yourself");
        NOT_OPTIONS.put("disable_env_checker", "steps are always checked");
        NOT_OPTIONS.put("truncated_episode", "truncated episodes are told from terminated ones");
    }

    /** What the original's code says and its file does not. */
    private static final List<String> CODE = List.of("learning_rate", "optimizer", "max_grad_norm");

    private static final List<String> ENGRAM_ONLY =
            List.of(
                    "algorithm",
                    "n_mini_batch",
                    "learning_rate",
                    "optimizer",
                    "max_grad_norm",
                    "value_loss_clip",
                    "target_kl",
                    "reset_hidden_state");

    /** What becomes of episodes that a time limit cuts off. */
    static final String TIME_LIMITS =
            "An episode that a time limit cuts off counts as terminated there; here the value of its final observation is added.";

    private static final String ACROSS_TIME_LIMITS =
            "With truncate_episode: false, memory and advantages run on across a time limit there; here the episode ends and the value of its final observation is added.";

    private final String where;
    private final List<String> notes = new ArrayList<>();

    AineFile(String where) {
        this.where = where;
    }

    static boolean recognizes(JsonNode tree) {
        return hasSection(tree) || !tree.isEmpty() && hasSection(tree.elements().next());
    }

    private static boolean hasSection(JsonNode node) {
        return SECTIONS.stream().anyMatch(node::has);
    }

    /** Whether a file of Engram has all that an Agent section needs, and nothing else. */
    static boolean mayBeAgentSection(JsonNode tree, AgentConfig config) {
        boolean recurrent = config.algorithm().isRecurrent();
        return required(config.algorithm()).stream().allMatch(tree::has)
                && ENGRAM_ONLY.stream().noneMatch(tree::has)
                && !(recurrent && tree.has("advantage_normalization"));
    }

    private static List<String> required(Algorithm algorithm) {
        return algorithm.isRecurrent()
                ? List.of("n_steps", "epoch", "seq_len", "seq_mini_batch_size")
                : List.of("n_steps", "epoch", "mini_batch_size");
    }

    ConfigFile read(JsonNode tree, Algorithm expected) {
        if (hasSection(tree)) {
            return read(null, tree, expected);
        }
        var names = new ArrayList<String>();
        tree.fieldNames().forEachRemaining(names::add);
        if (names.size() > 1) {
            notes.add(
                    "Only the first run is read; not used: %s."
                            .formatted(String.join(", ", names.subList(1, names.size()))));
        }
        return read(names.get(0), tree.get(names.get(0)), expected);
    }

    private ConfigFile read(String name, JsonNode run, Algorithm expected) {
        YamlValues.requireKnown(where, run, SECTIONS);
        YamlValues.requireAll(where, run, List.of(AGENT));
        JsonNode train = section(run, TRAIN, List.of("num_envs", SEED, CONFIG));
        JsonNode env = section(run, ENV, List.of("type", CONFIG));
        Integer count = null;
        if (run.has(TRAIN)) {
            count = train.has("num_envs") ? positive(train, TRAIN, "num_envs") : (Integer) 1;
        }
        AgentConfig config = agent(YamlValues.section(AGENT, run.get(AGENT)), expected, count);
        Integer updates = run.has(TRAIN) ? (Integer) updates(train, config) : null;
        EnvironmentSpec environment = run.has(ENV) ? environment(env) : null;
        Long seed = seed(TRAIN, train);
        Long own = seed(ENV + "." + CONFIG, env.path(CONFIG));
        if (seed != null && own != null && !seed.equals(own)) {
            notes.add("Env.Config.seed is not used; a run has one seed, that of Train.");
        }
        inference(run);
        var part =
                RunPart.of(
                        name,
                        environment,
                        count,
                        updates,
                        seed == null ? own : seed,
                        NetworkSettings.NONE);
        return new ConfigFile(where, Format.AINE_DRL, config, part, notes);
    }

    private static JsonNode section(JsonNode parent, String name, Collection<String> known) {
        JsonNode section = YamlValues.section(name, parent.path(name));
        YamlValues.requireKnown(name, section, known);
        return section;
    }

    private static Integer positive(JsonNode section, String name, String key) {
        return YamlValues.positive(name + "." + key, section.path(key));
    }

    private AgentConfig agent(JsonNode agent, Algorithm expected, Integer environments) {
        for (String key : DOUBLE_DQN) {
            if (agent.has(key)) {
                throw new IllegalArgumentException(
                        "%s has the key '%s' of Double DQN, which Engram does not have; it has PPO and Recurrent PPO, each with or without RND"
                                .formatted(where, key));
            }
        }
        Algorithm guess = guess(agent);
        Algorithm algorithm = ConfigYaml.algorithm(agent, where, expected, guess);
        if (expected == null && !agent.has("algorithm")) {
            notes.add(
                    "The file does not say for which agent it is; its keys are those of %s."
                            .formatted(guess.key()));
        }
        YamlValues.requireAll(
                "%s, read for %s,".formatted(where, algorithm.key()), agent, required(algorithm));
        var draft = new Draft(algorithm);
        draft.advantageNormalization = false;
        draft.rewardScaling = false;
        draft.maxGradNorm = Double.POSITIVE_INFINITY;
        if (!algorithm.isCurious()) {
            draft.gamma = 0.99;
        }
        ConfigYaml.apply(agent, draft, where);
        AgentConfig config = draft.config();
        ConfigProblems.refuse(config);
        tell(agent, config, environments);
        return config;
    }

    /** What the keys that only some algorithms have say. */
    private static Algorithm guess(JsonNode agent) {
        boolean recurrent = hasKeyOf(agent, Algorithm.RECURRENT_PPO_RND, Algorithm.PPO_RND);
        boolean curious = hasKeyOf(agent, Algorithm.RECURRENT_PPO_RND, Algorithm.RECURRENT_PPO);
        if (recurrent) {
            return curious ? Algorithm.RECURRENT_PPO_RND : Algorithm.RECURRENT_PPO;
        }
        return curious ? Algorithm.PPO_RND : Algorithm.PPO;
    }

    private static boolean hasKeyOf(JsonNode agent, Algorithm one, Algorithm notOther) {
        return ConfigYaml.keys(one).stream()
                .anyMatch(key -> agent.has(key) && !ConfigYaml.keys(notOther).contains(key));
    }

    private void tell(JsonNode agent, AgentConfig config, Integer environments) {
        List<String> absent = CODE.stream().filter(key -> !agent.has(key)).toList();
        if (!absent.isEmpty()) {
            notes.add(
                    "These are set in code there, not in the file: %s."
                            .formatted(
                                    absent.stream()
                                            .map(key -> key + " (here " + here(key, config) + ")")
                                            .collect(Collectors.joining(", "))));
        }
        notes.add("The network is code there; network(envs) makes a ready-made one.");
        boolean recurrent = config.algorithm().isRecurrent();
        int size = config.seqMiniBatchSize();
        boolean even =
                !recurrent
                        && environments != null
                        && (long) environments * config.nSteps() % size == 0;
        if (!even) {
            notes.add(
                    "%s that do not fill a mini-batch of %d are dropped there; here they make a last, smaller one."
                            .formatted(recurrent ? "Sequences" : "Steps", size));
        }
        if (config.paddingValue() > 0.5) {
            notes.add(
                    "A padding_value above 0.5 makes padding count as steps there; here padding never counts.");
        }
        if (config.algorithm().isCurious()) {
            tellCuriosity(recurrent);
        }
    }

    private static String here(String key, AgentConfig config) {
        return switch (key) {
            case "learning_rate" -> Double.toString(config.learningRate().at(Long.MAX_VALUE));
            case "optimizer" -> "Adam";
            default -> "no clipping";
        };
    }

    private void tellCuriosity(boolean recurrent) {
        notes.add(
                "Intrinsic rewards are divided there by the deviation of each environment's own returns; here by that of all environments.");
        notes.add(
                "After the end of an episode the predictor learns there from the next one's first observation; here from the last of the episode.");
        notes.add(
                recurrent
                        ? "The policy learns there from the observations that followed its actions; here from those that it acted on."
                        : "Steps that set the normalisers are learned from there; here they are not.");
    }

    private int updates(JsonNode train, AgentConfig config) {
        JsonNode settings = YamlValues.section("Train.Config", train.path(CONFIG));
        YamlValues.requireKnown(
                "Train.Config", settings, List.of("time_steps", "summary_freq", "agent_save_freq"));
        int steps = positive(settings, "Train.Config", "time_steps");
        if (settings.hasNonNull("summary_freq")) {
            notes.add("summary_freq is not used; there are metrics of every update.");
        }
        if (settings.hasNonNull("agent_save_freq")) {
            int every = positive(settings, "Train.Config", "agent_save_freq");
            notes.add(
                    "agent_save_freq is not used; checkpointEvery(%d) saves about as often."
                            .formatted(Math.max(1, Math.round((float) every / config.nSteps()))));
        }
        boolean prepares =
                config.algorithm() == Algorithm.RECURRENT_PPO_RND
                        && config.rnd().initNormSteps() != null;
        int prepared = prepares ? config.rnd().initNormSteps() : 0;
        return Math.max(0, steps - prepared) / config.nSteps();
    }

    /** The environment, or null if it is none that can be made by name. */
    private EnvironmentSpec environment(JsonNode env) {
        String type = YamlValues.word("Env.type", env.path("type"));
        JsonNode config = YamlValues.section("Env.Config", env.path(CONFIG));
        if (type.equals("ML-Agents")) {
            notes.add(
                    "Environments of ML-Agents cannot be made by name; implement Environment and use VectorEnvironment.of(…).");
            return null;
        }
        if (!type.equals("Gym")) {
            throw YamlValues.wrong("Env.type", env.path("type"), "Gym or ML-Agents");
        }
        NOT_OPTIONS.forEach(
                (key, instead) -> {
                    if (config.hasNonNull(key)) {
                        notes.add("Env.Config.%s is not used; %s.".formatted(key, instead));
                    }
                });
        boolean truncate =
                !config.has(TRUNCATE)
                        || YamlValues.flag("Env.Config." + TRUNCATE, config.get(TRUNCATE));
        notes.add(truncate ? TIME_LIMITS : ACROSS_TIME_LIMITS);
        var without = new ArrayList<>(NOT_OPTIONS.keySet());
        without.addAll(List.of("id", TRUNCATE, SEED));
        return EnvironmentSpec.of(
                YamlValues.word("Env.Config.id", config.path("id")),
                YamlValues.options("Env.Config", config, without));
    }

    /** The seed of a section, the first of several; null if there is none. */
    private Long seed(String name, JsonNode section) {
        JsonNode seed = section.path(SEED);
        if (seed.isArray() && !seed.isEmpty()) {
            if (seed.size() > 1) {
                notes.add(
                        "Of the seeds in %s only the first is used; every environment's stream comes from it."
                                .formatted(name));
            }
            seed = seed.get(0);
        }
        if (seed.isMissingNode() || seed.isNull()) {
            return null;
        }
        return (long) YamlValues.integer(name + "." + SEED, seed);
    }

    private void inference(JsonNode run) {
        JsonNode inference = section(run, INFERENCE, List.of(SEED, CONFIG));
        JsonNode config = YamlValues.section("Inference.Config", inference.path(CONFIG));
        YamlValues.requireKnown(
                "Inference.Config",
                config,
                List.of("episodes", "export", "gif_duration", "agent_file_path"));
        if (run.has(INFERENCE)) {
            notes.add("Inference is not used; Evaluation.of(policy, …) tests and films.");
        }
    }
}
