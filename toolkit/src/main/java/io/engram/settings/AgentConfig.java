package io.engram.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an agent. Made and documented by the builders; read from and written to YAML
 * with the same names in snake case.
 *
 * <p>An agent without memory is one whose sequences have one step: its {@code seqLen} is 1, and
 * what its builder calls {@code miniBatchSize} is {@code seqMiniBatchSize}. The {@code extGamma} of
 * a curious agent is {@code gamma}.
 *
 * @param algorithm which of the four it is
 * @param nSteps T, the number of steps of each environment in a rollout
 * @param epoch how often a rollout is learned from
 * @param seqLen L, the length of sequences; 0 or less: whole episodes
 * @param seqMiniBatchSize the number of sequences in a mini-batch; 0 if {@code nMiniBatch} is set
 * @param nMiniBatch the number of mini-batches in an epoch; 0 if {@code seqMiniBatchSize} is set
 * @param paddingValue what observations are padded with
 * @param gamma the discount factor
 * @param lam λ of generalised advantage estimation
 * @param epsilonClip ε, the clip range
 * @param valueLossCoef the weight of the value loss
 * @param entropyCoef the weight of the entropy
 * @param learningRate the learning rate
 * @param maxGradNorm the norm to which gradients are clipped; infinity: not clipped
 * @param valueLossClip whether the value loss is clipped
 * @param advantageNormalization whether advantages are normalised in each mini-batch
 * @param rewardScaling whether rewards are divided by the deviation of the discounted return
 * @param targetKl the KL at which an update stops early; infinity: never
 * @param resetHiddenState whether memory is emptied when an episode begins
 * @param storedHiddenState whether sequences begin with the memory of while acting, and not empty
 * @param recomputeHiddenState whether the memory at the beginning of sequences is computed anew
 *     before every epoch but the first
 * @param shards into how many parts each mini-batch is cut; 0: by the size of the network
 * @param optimizer the optimiser
 * @param device where tensors live; null: the processor
 * @param rnd what only curious agents have; null for the others
 */
public record AgentConfig(
        Algorithm algorithm,
        int nSteps,
        int epoch,
        int seqLen,
        int seqMiniBatchSize,
        int nMiniBatch,
        double paddingValue,
        double gamma,
        double lam,
        Schedule epsilonClip,
        double valueLossCoef,
        Schedule entropyCoef,
        Schedule learningRate,
        double maxGradNorm,
        boolean valueLossClip,
        boolean advantageNormalization,
        boolean rewardScaling,
        double targetKl,
        boolean resetHiddenState,
        boolean storedHiddenState,
        boolean recomputeHiddenState,
        int shards,
        OptimizerConfig optimizer,
        @Nullable String device,
        @Nullable RndConfig rnd) {

    /**
     * Reads a configuration. Keys that are absent have their defaults.
     *
     * @param file a YAML file with snake-case keys
     * @return the configuration
     * @throws IllegalArgumentException if a key is unknown (the message names the nearest known
     *     one) or a value is of the wrong kind or out of range
     */
    public static AgentConfig readYaml(Path file) {
        return ConfigYaml.read(file);
    }

    /**
     * Writes this configuration.
     *
     * @param file the YAML file to write
     */
    public void writeYaml(Path file) {
        ConfigYaml.write(this, file);
    }

    /**
     * This configuration as YAML.
     *
     * @return text with snake-case keys, one on each line
     */
    public String toYaml() {
        return ConfigYaml.toText(this);
    }

    /**
     * What the algorithm does unless told otherwise.
     *
     * @return the defaults of the same algorithm
     */
    public AgentConfig defaults() {
        return ofYaml("algorithm: " + algorithm.key());
    }

    /**
     * Every parameter, those first that are not the algorithm's defaults.
     *
     * @return the parameters with their values and defaults
     */
    public List<ConfigParameter> parameters() {
        return ConfigParameter.of(this);
    }

    /**
     * What another configuration has otherwise.
     *
     * @param other the other configuration
     * @return one line for each parameter that differs, such as {@code learningRate: 0.0005 →
     *     0.0001}
     */
    public List<String> changesTo(AgentConfig other) {
        return ConfigChanges.of(this, other);
    }

    /**
     * The configuration of a YAML text.
     *
     * @param yaml what {@link #toYaml} gave
     * @return the configuration
     */
    public static AgentConfig ofYaml(String yaml) {
        return ConfigYaml.parse(yaml, "the text");
    }
}
