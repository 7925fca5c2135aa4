package io.engram.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that all four algorithms have, each with a default. The builders of agents extend
 * it, and add by interfaces what only some algorithms have.
 *
 * @param <B> the builder itself
 */
public abstract class AgentParameters<B extends AgentParameters<B>> {
    private final Draft draft;

    /**
     * Every parameter at its default.
     *
     * @param algorithm whose defaults they are
     */
    protected AgentParameters(Algorithm algorithm) {
        draft = new Draft(algorithm);
    }

    final Draft draft() {
        return draft;
    }

    /**
     * The builder itself.
     *
     * @return this
     */
    protected abstract B self();

    /**
     * Which algorithm it is.
     *
     * @return the algorithm
     */
    protected final Algorithm algorithm() {
        return draft.algorithm;
    }

    /**
     * All parameters from a file; what is done otherwise is told in the log.
     *
     * @param file a YAML file of any of the formats that {@link ConfigFile} reads
     * @return this builder
     * @throws IllegalArgumentException if a key or a value is wrong, or the file is for another
     *     algorithm
     */
    protected final B read(Path file) {
        var read = ConfigFile.read(file, draft.algorithm);
        read.logNotes();
        return config(read.config());
    }

    /**
     * All parameters at once, for example from YAML.
     *
     * @param config the parameters, of the same algorithm
     * @return this builder
     * @throws IllegalArgumentException if they are of another algorithm
     */
    public B config(AgentConfig config) {
        draft.set(config);
        return self();
    }

    /**
     * T, the number of steps that each environment takes before an update. More steps make an
     * update steadier and rarer.
     *
     * @param value at least 1; 256 unless set
     * @return this builder
     */
    public B nSteps(int value) {
        draft().nSteps = value;
        return self();
    }

    /**
     * How often a rollout is learned from. More epochs use it better and move the policy farther
     * from the one that collected it.
     *
     * @param value at least 1; 4 unless set
     * @return this builder
     */
    public B epoch(int value) {
        draft().epoch = value;
        return self();
    }

    /**
     * Into how many mini-batches of equal size the sequences or steps of an epoch are dealt.
     * Instead, their size can be fixed; what is set last holds.
     *
     * @param value at least 1
     * @return this builder
     */
    public B nMiniBatch(int value) {
        draft().miniBatches(value);
        return self();
    }

    /**
     * λ of generalised advantage estimation: lower values trust the critic more.
     *
     * @param value 0 to 1; 0.95 unless set
     * @return this builder
     */
    public B lam(double value) {
        draft().lam = value;
        return self();
    }

    /**
     * The clip range ε.
     *
     * @param value above 0; 0.2 unless set
     * @return this builder
     */
    public B epsilonClip(double value) {
        return epsilonClip(Schedule.constant(value));
    }

    /**
     * The clip range ε, changing from update to update.
     *
     * @param value above 0 throughout
     * @return this builder
     */
    public B epsilonClip(Schedule value) {
        draft().epsilonClip = value;
        return self();
    }

    /**
     * The weight of the value loss.
     *
     * @param value at least 0; 0.5 unless set
     * @return this builder
     */
    public B valueLossCoef(double value) {
        draft().valueLossCoef = value;
        return self();
    }

    /**
     * The weight of the entropy: higher values explore more.
     *
     * @param value at least 0; 0.001 unless set
     * @return this builder
     */
    public B entropyCoef(double value) {
        return entropyCoef(Schedule.constant(value));
    }

    /**
     * The weight of the entropy, changing from update to update.
     *
     * @param value at least 0 throughout
     * @return this builder
     */
    public B entropyCoef(Schedule value) {
        draft().entropyCoef = value;
        return self();
    }

    /**
     * The learning rate.
     *
     * @param value at least 0; 5e-4 unless set
     * @return this builder
     */
    public B learningRate(double value) {
        return learningRate(Schedule.constant(value));
    }

    /**
     * The learning rate, changing from update to update.
     *
     * @param value at least 0 throughout
     * @return this builder
     */
    public B learningRate(Schedule value) {
        draft().learningRate = value;
        return self();
    }

    /**
     * The norm to which the whole gradient is clipped.
     *
     * @param value above 0; {@link Double#POSITIVE_INFINITY} for no clipping; 0.5 unless set
     * @return this builder
     */
    public B maxGradNorm(double value) {
        draft().maxGradNorm = value;
        return self();
    }

    /**
     * Whether the value loss is clipped to the range of {@link #epsilonClip}.
     *
     * @param value false unless set
     * @return this builder
     */
    public B valueLossClip(boolean value) {
        draft().valueLossClip = value;
        return self();
    }

    /**
     * Whether the advantages of each mini-batch are brought to mean 0 and deviation 1.
     *
     * @param value true unless set
     * @return this builder
     */
    public B advantageNormalization(boolean value) {
        draft().advantageNormalization = value;
        return self();
    }

    /**
     * Whether rewards are divided by the standard deviation of the discounted return so far
     * (Engstrom et al. 2020), so that the value loss is of the same size whatever a task pays.
     * Metrics of episodes are of the rewards as the task gives them; {@code value_mean} and {@code
     * advantage_mean} are of what is learned from.
     *
     * @param value true unless set; for curious agents, whose {@code extAdvCoef} weighs rewards as
     *     they are, false unless set
     * @return this builder
     */
    public B rewardScaling(boolean value) {
        draft().rewardScaling = value;
        return self();
    }

    /**
     * The KL beyond which an update stops before its last epoch.
     *
     * @param value above 0; {@link Double#POSITIVE_INFINITY}, which it is unless set: never
     * @return this builder
     */
    public B targetKl(double value) {
        draft().targetKl = value;
        return self();
    }

    /**
     * Into how many shards each mini-batch is cut, from which the processors learn side by side.
     * Losses and gradients are those of the whole mini-batch, but for the order in which they are
     * added: the number of shards changes the last bits, the number of threads does not.
     *
     * @param value at least 0; 0, which it is unless set: one for every 512 steps of the
     *     mini-batch, padding included, but at most 4; 4 for networks of half a million parameters
     *     and more
     * @return this builder
     */
    public B shards(int value) {
        draft().shards = value;
        return self();
    }

    /**
     * The optimiser.
     *
     * @param value {@link OptimizerConfig#adam()} unless set
     * @return this builder
     */
    public B optimizer(OptimizerConfig value) {
        draft().optimizer = value;
        return self();
    }

    /**
     * Where tensors live.
     *
     * @param value {@code cpu}, {@code cuda}, {@code cuda:1} …; null, which it is unless set: the
     *     processor
     * @return this builder
     */
    public B device(@Nullable String value) {
        draft().device = value;
        return self();
    }

    /**
     * What is wrong with the parameters.
     *
     * @return one sentence for each that is out of range; a list that can be added to
     */
    protected final List<String> problems() {
        return ConfigProblems.of(draft.config());
    }

    /**
     * The parameters without a network.
     *
     * @return the configuration
     * @throws IllegalArgumentException if parameters are out of range; the message names all of
     *     them
     */
    public AgentConfig config() {
        ConfigProblems.refuse(draft.config());
        return draft.config();
    }
}
