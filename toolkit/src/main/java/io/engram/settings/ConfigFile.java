package io.engram.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorSpec;
import io.engram.network.ActorCriticNetwork;
import io.engram.show.Showable;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A YAML file of Engram, of AINE-DRL or of MarcoMeter's recurrent-ppo-truncated-bptt: the agent's
 * parameters, what the file says of the run, and what is done otherwise than there. The format is
 * recognised by its keys.
 *
 * <pre>{@code
 * var file = ConfigFile.read(Path.of("configs/cartpole-masked.yaml"));
 * file.notes();                                   // what is done otherwise or not used
 * var run = TrainingRun.builder(file).build();    // environments, network and agent of the file
 * run.train(file.updates());
 * }</pre>
 *
 * <p>Engram's file of a whole run can be serialized, for processes that train it elsewhere.
 *
 * @serial exclude
 */
public final class ConfigFile implements Showable, Serializable {

    /** The formats that are read. */
    public enum Format {
        /** What {@link AgentConfig#writeYaml} writes. */
        ENGRAM("Engram"),
        /** AINE-DRL: a run's id with the sections Env, Train, Inference and Agent. */
        AINE_DRL("AINE-DRL"),
        /** MarcoMeter's recurrent-ppo-truncated-bptt. */
        TRUNCATED_BPTT("recurrent-ppo-truncated-bptt");

        private final String title;

        Format(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * The evaluations during a run.
     *
     * @param updates every how many updates
     * @param episodes how many episodes
     */
    public record Evaluations(int updates, int episodes) {}

    private static final System.Logger LOG = System.getLogger(ConfigFile.class.getName());

    private static final String AMBIGUOUS =
            "The file could be an Agent section of AINE-DRL, but is read as Engram's own, with"
                    + " Engram's defaults for what it leaves out; put its keys under 'Agent:' to"
                    + " have AINE-DRL's.";

    private final transient ConfigContent content;

    /** Engram's file of a whole run; null for any other. */
    private final transient JsonNode tree;

    ConfigFile(String where, Format format, AgentConfig config, RunPart run, List<String> notes) {
        content = new ConfigContent(where, format, config, run, List.copyOf(notes));
        tree = null;
    }

    ConfigFile(String where, AgentConfig config, RunPart run, JsonNode tree) {
        content = new ConfigContent(where, Format.ENGRAM, config, run, List.of());
        this.tree = tree;
    }

    /**
     * Reads a file. If it does not say for which algorithm it is, its keys decide.
     *
     * @param file a YAML file of any of the formats
     * @return what it says
     * @throws IllegalArgumentException if a key is unknown (the message names the nearest known
     *     one) or missing, or a value is of the wrong kind or out of range
     */
    public static ConfigFile read(Path file) {
        return parse(YamlValues.text(file), file.toString(), null);
    }

    /**
     * Reads a file for an algorithm.
     *
     * @param file a YAML file of any of the formats
     * @param algorithm the algorithm
     * @return what it says
     * @throws IllegalArgumentException as {@link #read(Path)}, or if the file is for another
     *     algorithm
     */
    public static ConfigFile read(Path file, Algorithm algorithm) {
        return parse(YamlValues.text(file), file.toString(), algorithm);
    }

    /**
     * Reads a text. If it does not say for which algorithm it is, its keys decide.
     *
     * @param yaml YAML of any of the formats
     * @return what it says
     * @throws IllegalArgumentException as {@link #read(Path)}
     */
    public static ConfigFile ofYaml(String yaml) {
        return parse(yaml, "the text", null);
    }

    static ConfigFile parse(String text, String where, Algorithm expected) {
        List<JsonNode> documents = YamlValues.documents(text, where);
        JsonNode last = documents.get(documents.size() - 1);
        if (RunFile.recognizes(last)) {
            return new RunFile(where).read(YamlValues.tree(text, where), expected);
        }
        if (TruncatedBpttFile.recognizes(last)) {
            return new TruncatedBpttFile(where).read(last, expected);
        }
        JsonNode only = YamlValues.tree(text, where);
        if (AineFile.recognizes(only)) {
            return new AineFile(where).read(only, expected);
        }
        AgentConfig config = ConfigYaml.config(only, where, expected);
        List<String> notes =
                AineFile.mayBeAgentSection(only, config) ? List.of(AMBIGUOUS) : List.of();
        return new ConfigFile(where, Format.ENGRAM, config, RunPart.NONE, notes);
    }

    /**
     * The same with one value said otherwise.
     *
     * <pre>{@code
     * file.with("learningRate", 3e-4).with("hidden", List.of(64, 64)).with("environment.options.length", 20)
     * }</pre>
     *
     * @param name a parameter of the agent, a setting of the network or a key of the file, in
     *     Java's or the file's spelling; with dots what lies deeper. A size of mini-batches takes
     *     the place of another, a memory that of another
     * @param value a number, text, true, false, a list of them, or a {@link Schedule}
     * @return what the file would say then
     * @throws IllegalStateException if it is not Engram's file of a whole run
     * @throws IllegalArgumentException if nothing has the name, or the value is of the wrong kind
     *     or out of range
     */
    public ConfigFile with(String name, Object value) {
        if (tree == null) {
            throw new IllegalStateException(notWhole() + "changed by name");
        }
        JsonNode changed = RunFileChange.of(tree, config().algorithm(), name, value);
        return new RunFile(content.where()).read(changed, null);
    }

    /**
     * The format that was recognised.
     *
     * @return the format
     */
    public Format format() {
        return content.format();
    }

    /**
     * The agent's parameters.
     *
     * @return the configuration
     */
    public AgentConfig config() {
        return content.config();
    }

    /**
     * What is done otherwise here than where the file comes from, and what is not used.
     *
     * @return one sentence for each
     */
    public List<String> notes() {
        return content.notes();
    }

    /**
     * The run's name.
     *
     * @return the name, which is the run id in a file of AINE-DRL, or empty
     */
    public Optional<String> name() {
        return Optional.ofNullable(content.run().name());
    }

    /**
     * How to make one environment.
     *
     * @return the description, or empty if the file names none that Engram can make by name
     */
    public Optional<EnvironmentSpec> environment() {
        return Optional.ofNullable(content.run().environment());
    }

    /**
     * The number of environments.
     *
     * @return N, or empty if the file does not say it
     */
    public OptionalInt environmentCount() {
        Integer count = content.run().environmentCount();
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /**
     * The seed of the run.
     *
     * @return the seed, or empty if the file does not say it
     */
    public OptionalLong seed() {
        Long seed = content.run().seed();
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /**
     * What the file says of the network, by the builders' names in snake case.
     *
     * @return numbers, true, false, lists of widths and an {@link io.engram.network.Activation},
     *     for example {@code {lstm=64, hidden=64}}; empty if it says nothing
     */
    public Map<String, Object> networkSettings() {
        return content.run().network().values();
    }

    /**
     * How often the run is saved.
     *
     * @return every how many updates, or empty if the file does not say it
     */
    public OptionalInt checkpointEvery() {
        Integer every = content.run().checkpointEvery();
        return every == null ? OptionalInt.empty() : OptionalInt.of(every);
    }

    /**
     * How often the policy is evaluated while it trains.
     *
     * @return how often, or empty if the file does not say it
     */
    public Optional<Evaluations> evaluateEvery() {
        return Optional.ofNullable(content.run().evaluations());
    }

    /**
     * How many updates the run shall make.
     *
     * @return the number, for {@code TrainingRun.train}
     * @throws IllegalStateException if the file does not say it
     */
    public int updates() {
        if (content.run().updates() == null) {
            throw new IllegalStateException(
                    content.where()
                            + " does not say how long to train; give train(…) a number of updates");
        }
        return content.run().updates();
    }

    /**
     * Makes the environments, on the calling thread. They are found by name, as {@link
     * Environments} does.
     *
     * @return as many as the file says, or one
     * @throws IllegalStateException if the file names no environment that Engram can make by name
     * @throws IllegalArgumentException if nothing has the name, or an option is not known or out of
     *     its range
     */
    public VectorEnvironment environments() {
        if (content.run().environment() == null) {
            throw new IllegalStateException(
                    content.where()
                            + " names no environment that can be made by name; make them with"
                            + " Environments.vector(…) or VectorEnvironment.of(…)");
        }
        return new VectorSpec(
                        environmentCount().orElse(1),
                        VectorSpec.AS_MANY_THREADS_AS_HELP,
                        content.run().normalizations())
                .make(Environments.factory(content.run().environment()));
    }

    /**
     * Makes the ready-made network of the algorithm, with the file's widths, or else the builder's
     * defaults. {@code Agent.of(file.config(), file.network(envs))} is the file's agent.
     *
     * @param environments whose spaces the network fits
     * @return the network
     */
    public ActorCriticNetwork network(VectorEnvironment environments) {
        return content.run().network().network(config().algorithm(), environments);
    }

    /** Tells in the log what is done otherwise, for callers that take only the parameters. */
    void logNotes() {
        if (!notes().isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}, a file of {1}, done otherwise or not used:\n- {2}",
                    content.where(),
                    format(),
                    String.join("\n- ", notes()));
        }
    }

    /** What another process reads again, to the same values. */
    private record Saved(String where, JsonNode tree) implements Serializable {
        private Object readResolve() {
            return new RunFile(where).read(tree, null);
        }
    }

    private Object writeReplace() throws InvalidObjectException {
        if (tree == null) {
            throw new InvalidObjectException(notWhole() + "sent to another process");
        }
        return new Saved(content.where(), tree);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a ConfigFile is read by what it was written as");
    }

    private String notWhole() {
        return content.where()
                + " is not a file of Engram that describes a whole run (environment, network, agent, updates), so it cannot be ";
    }

    @Override
    public String toHtml() {
        return content.html();
    }

    @Override
    public String toString() {
        return content.plain();
    }
}
