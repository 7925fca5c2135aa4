package io.engram.evaluation;

import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.ObservationNormalizer;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.onnx.OnnxExport;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A trained policy: a network, its parameters, and the normaliser of its observations. It does not
 * change and remembers nothing; memory is kept by a {@link PolicySession}.
 *
 * <pre>{@code
 * var policy = Policy.load(Path.of("checkpoints/cartpole-masked/best"));
 * var test = Evaluation.of(policy, "CartPole-v1", MaskVelocity::new).episodes(30).greedy().run();
 * }</pre>
 */
public final class Policy implements Showable {
    private final RunDescription description;
    private final RunState state;
    private final ActorCriticNetwork network;
    private final ObservationNormalizer normalizer;
    // 0 until it is asked for.
    private long fingerprint;

    private Policy(RunDescription description, RunState state, ActorCriticNetwork network) {
        this.description = description;
        this.state = state;
        this.network = network;
        normalizer = normalizer(description, state.environments().statistics());
    }

    private static ObservationNormalizer normalizer(
            RunDescription description, Map<String, double[]> statistics) {
        boolean normalized =
                description.vector().normalizations().stream().anyMatch(each -> !each.rewards());
        return normalized ? ObservationNormalizer.fromStatistics(statistics).frozen() : null;
    }

    /**
     * The policy of a checkpoint.
     *
     * @param path a run's folder, for its newest checkpoint; its file {@code best}, for the best
     *     policy that it has kept; or the folder of one checkpoint
     * @return the policy
     * @throws io.engram.checkpoint.CheckpointException if there is no intact checkpoint
     * @throws IllegalArgumentException if the network is the user's own; use {@link #load(Path,
     *     ActorCriticNetwork)}
     */
    public static Policy load(Path path) {
        Checkpoint checkpoint = CheckpointStore.load(path);
        var spec =
                checkpoint
                        .description()
                        .network()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the run '%s' has a network of its own; give it: Policy.load(path, network)"
                                                        .formatted(
                                                                checkpoint.description().name())));
        return new Policy(checkpoint.description(), checkpoint.state(), spec.network());
    }

    /**
     * The policy of a checkpoint, with a network of the user's own.
     *
     * @param path a run's folder, for its newest checkpoint; its file {@code best}, for the best
     *     policy that it has kept; or the folder of one checkpoint
     * @param network the same network, newly made
     * @return the policy
     */
    public static Policy load(Path path, ActorCriticNetwork network) {
        Checkpoint checkpoint = CheckpointStore.load(path);
        return new Policy(checkpoint.description(), checkpoint.state(), network);
    }

    /**
     * The policy of a run's state.
     *
     * @param description what does not change in the run
     * @param state where the run stands, or stood
     * @param network the run's network
     * @return the policy, which does not change when the run goes on
     */
    public static Policy of(
            RunDescription description, RunState state, ActorCriticNetwork network) {
        return new Policy(description, state, network);
    }

    /**
     * Opens a memory for one environment.
     *
     * @return the session, to be closed by the caller
     * @throws IllegalArgumentException if the parameters of the checkpoint are not those of the
     *     network
     */
    public PolicySession session() {
        return session(1);
    }

    /**
     * Opens memories for several environments that are looked at together.
     *
     * @param environments N, at least 1
     * @return the session, to be closed by the caller
     * @throws IllegalArgumentException if N is below 1, or the parameters of the checkpoint are not
     *     those of the network
     */
    public PolicySession session(int environments) {
        return new PolicySession(this, environments);
    }

    /**
     * Opens memories by key, as many as are asked for, for any number of threads.
     *
     * @return no session yet; to be closed by the caller
     * @throws IllegalArgumentException if the parameters of the checkpoint are not those of the
     *     network
     * @throws IllegalStateException if the policy needs the engine and it cannot start
     */
    public PolicySessions sessions() {
        return new PolicySessions(this);
    }

    /**
     * Saves the policy alone, to be kept or given away: its parameters, the normaliser of its
     * observations, and how it was made, but neither the optimiser nor metrics. It takes a third of
     * the space of a checkpoint or less. {@link #load(Path)} reads it, and a new run may begin from
     * it; the run that made it cannot go on from there.
     *
     * @param folder the policy's own folder, outside of those of runs, such as {@code
     *     Path.of("policies/cartpole")}; an older checkpoint or policy in its place is replaced
     * @throws io.engram.checkpoint.CheckpointException if something else is there, it lies in the
     *     folder of a run, or it cannot be written
     */
    public void save(Path folder) {
        // Where its logs were is nobody's business elsewhere.
        var portable = description.withLogs("logs/" + description.name());
        CheckpointStore.saveAs(folder, portable, state.policyOnly());
    }

    /**
     * Writes the policy as an ONNX model, which other languages run without Engram: see {@link
     * OnnxExport} for its inputs and outputs. The normaliser of observations is inside; the hidden
     * state is kept by the caller.
     *
     * @param file where the model will be, for example {@code Path.of("cartpole.onnx")}; an older
     *     one is replaced
     * @throws IllegalStateException if the network is the user's own
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public void exportOnnx(Path file) {
        var spec =
                network.spec()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the run '%s' has a network or an encoder of its own, whose code cannot be translated; only a ready-made network can be exported as ONNX"
                                                        .formatted(description.name())));
        var export =
                OnnxExport.of(spec, state.layout(), parameters())
                        .resetHiddenState(description.config().resetHiddenState())
                        .note("run", description.name())
                        .note("updates", Long.toString(updates()))
                        .note("environment_steps", Long.toString(environmentSteps()));
        description
                .environment()
                .ifPresent(
                        each ->
                                export.note("environment", each.id())
                                        .note("environment_wrappers", wrappers(each)));
        normalizer().ifPresent(export::normalizer);
        export.write(file);
    }

    private static String wrappers(EnvironmentSpec environment) {
        return environment.wrappers().stream()
                .map(EnvironmentSpec.Wrapping::name)
                .toList()
                .toString();
    }

    /**
     * What does not change in the run that made this policy.
     *
     * @return name, seed, configuration, spaces
     */
    public RunDescription description() {
        return description;
    }

    /**
     * Where the run stood when the policy was taken.
     *
     * @return the state, with the policy's parameters
     */
    public RunState state() {
        return state;
    }

    /**
     * The number of updates after which the policy was taken.
     *
     * @return at least 0
     */
    public long updates() {
        return state.update();
    }

    /**
     * What was found of this policy, if it was the best of its run when it was taken or saved.
     *
     * @return the return and where it comes from, or empty if another policy was better or none was
     *     judged
     */
    public Optional<Judgement> judgement() {
        return state.judgement();
    }

    /** The run, the update, and what makes it the best so far if it is. */
    String title() {
        String title = "%s, update %d".formatted(description.name(), updates());
        return judgement().map(best -> title + " (best so far: " + best.text() + ")").orElse(title);
    }

    /**
     * The number of environment steps after which the policy was taken.
     *
     * @return at least 0
     */
    public long environmentSteps() {
        return state.environmentSteps();
    }

    ActorCriticNetwork network() {
        return network;
    }

    List<FlatParameters.Entry> layout() {
        return state.layout();
    }

    float[] parameters() {
        return state.learner().parameters();
    }

    Optional<ObservationNormalizer> normalizer() {
        return Optional.ofNullable(normalizer);
    }

    /** Tells this policy from others: what it sees by, and every bit of its parameters. */
    synchronized long fingerprint() {
        if (fingerprint == 0) {
            fingerprint = Fingerprint.of(this);
        }
        return fingerprint;
    }

    @Override
    public String toHtml() {
        return String.format(
                Locale.ROOT,
                "<b>%s</b><br>%,d environment steps<br>%s<br>%,d parameters",
                HtmlText.escape(title()),
                environmentSteps(),
                HtmlText.escape(network.toString()),
                parameters().length);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Policy(%s, %,d environment steps, %s)",
                title(),
                environmentSteps(),
                network);
    }
}
