package io.engram.agent;

import ai.djl.Device;
import io.engram.engine.Devices;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkCheck;
import io.engram.network.RecurrentPPOSharedNetwork;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.List;

/**
 * Proximal policy optimisation (Schulman et al. 2017) for networks that remember, with truncated
 * back-propagation through time over stored hidden states.
 *
 * <p>An agent is a configuration and a network; a {@code TrainingRun} gives it parameters.
 *
 * <pre>{@code
 * var agent = RecurrentPPO.builder()
 *     .network(network)
 *     .nSteps(256).epoch(4).seqLen(8).seqMiniBatchSize(128)
 *     .learningRate(Schedule.linear(3e-4, 3e-6, 100))
 *     .build();
 * }</pre>
 */
public final class RecurrentPPO {
    private final RecurrentPPOConfig config;
    private final RecurrentPPOSharedNetwork network;

    private RecurrentPPO(RecurrentPPOConfig config, RecurrentPPOSharedNetwork network) {
        this.config = config;
        this.network = network;
    }

    /**
     * An agent with every parameter at its default.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The parameters.
     *
     * @return the configuration
     */
    public RecurrentPPOConfig config() {
        return config;
    }

    /**
     * The network.
     *
     * @return the network, without parameter values
     */
    public RecurrentPPOSharedNetwork network() {
        return network;
    }

    /**
     * A learner with fresh parameters. Called on the engine's thread.
     *
     * @param observationSpace what is seen
     * @param actionSpace what is chosen from
     * @param seed the run's seed
     * @return the learner, to be closed by the caller
     * @throws IllegalArgumentException if the network's output does not fit the spaces
     */
    public RecurrentPPOLearner learner(
            ObservationSpace observationSpace, ActionSpace actionSpace, long seed) {
        Device device = Devices.of(config.device());
        var parameters =
                FlatParameters.initialize(
                        network, observationSpace, device, RandomStream.of(seed, "initialization"));
        try {
            NetworkCheck.verify(network, parameters, observationSpace, actionSpace);
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
        return new RecurrentPPOLearner(config, network, parameters, seed);
    }

    /** Puts a {@link RecurrentPPO} together; every parameter has a default but the network. */
    public static final class Builder {
        private RecurrentPPOSharedNetwork network;
        private int nSteps = 256;
        private int epoch = 4;
        private int seqLen = 8;
        private int seqMiniBatchSize = 128;
        private int nMiniBatch;
        private double paddingValue;
        private double gamma = 0.99;
        private double lam = 0.95;
        private Schedule epsilonClip = Schedule.constant(0.2);
        private double valueLossCoef = 0.5;
        private Schedule entropyCoef = Schedule.constant(0.001);
        private Schedule learningRate = Schedule.constant(3e-4);
        private double maxGradNorm = 0.5;
        private boolean valueLossClip;
        private boolean advantageNormalization = true;
        private double targetKl = Double.POSITIVE_INFINITY;
        private boolean resetHiddenState = true;
        private OptimizerConfig optimizer = OptimizerConfig.adam();
        private String device;

        Builder() {}

        /**
         * The network. There is no default.
         *
         * @param value the network that actor and critic share
         * @return this builder
         */
        public Builder network(RecurrentPPOSharedNetwork value) {
            network = value;
            return this;
        }

        /**
         * All other parameters at once, for example from YAML.
         *
         * @param config the parameters
         * @return this builder
         */
        public Builder config(RecurrentPPOConfig config) {
            nSteps = config.nSteps();
            epoch = config.epoch();
            seqLen = config.seqLen();
            seqMiniBatchSize = config.seqMiniBatchSize();
            nMiniBatch = config.nMiniBatch();
            paddingValue = config.paddingValue();
            gamma = config.gamma();
            lam = config.lam();
            epsilonClip = config.epsilonClip();
            valueLossCoef = config.valueLossCoef();
            entropyCoef = config.entropyCoef();
            learningRate = config.learningRate();
            maxGradNorm = config.maxGradNorm();
            valueLossClip = config.valueLossClip();
            advantageNormalization = config.advantageNormalization();
            targetKl = config.targetKl();
            resetHiddenState = config.resetHiddenState();
            optimizer = config.optimizer();
            device = config.device();
            return this;
        }

        /**
         * T, the number of steps that each environment takes before an update. More steps make an
         * update steadier and rarer.
         *
         * @param value at least 1; 256 unless set
         * @return this builder
         */
        public Builder nSteps(int value) {
            nSteps = value;
            return this;
        }

        /**
         * How often a rollout is learned from. More epochs use it better and move the policy
         * farther from the one that collected it.
         *
         * @param value at least 1; 4 unless set
         * @return this builder
         */
        public Builder epoch(int value) {
            epoch = value;
            return this;
        }

        /**
         * L, the number of steps through which the gradient flows back. Longer sequences learn to
         * remember for longer and cost more.
         *
         * @param value typically 8 or more; 0 or less: as long as the longest episode of the
         *     rollout; 8 unless set
         * @return this builder
         */
        public Builder seqLen(int value) {
            seqLen = value;
            return this;
        }

        /**
         * How many sequences make a mini-batch; the rest makes a last, smaller one. Instead, {@link
         * #nMiniBatch} fixes the number of mini-batches.
         *
         * @param value at least 1; 128 unless set
         * @return this builder
         */
        public Builder seqMiniBatchSize(int value) {
            seqMiniBatchSize = value;
            nMiniBatch = 0;
            return this;
        }

        /**
         * Into how many mini-batches of equal size the sequences of an epoch are dealt. Instead,
         * {@link #seqMiniBatchSize} fixes their size.
         *
         * @param value at least 1
         * @return this builder
         */
        public Builder nMiniBatch(int value) {
            nMiniBatch = value;
            seqMiniBatchSize = 0;
            return this;
        }

        /**
         * What observations are padded with. It changes no loss, since padding has no weight.
         *
         * @param value a finite number; 0 unless set
         * @return this builder
         */
        public Builder paddingValue(double value) {
            paddingValue = value;
            return this;
        }

        /**
         * The discount factor γ.
         *
         * @param value 0 to 1; 0.99 unless set
         * @return this builder
         */
        public Builder gamma(double value) {
            gamma = value;
            return this;
        }

        /**
         * λ of generalised advantage estimation: lower values trust the critic more.
         *
         * @param value 0 to 1; 0.95 unless set
         * @return this builder
         */
        public Builder lam(double value) {
            lam = value;
            return this;
        }

        /**
         * The clip range ε.
         *
         * @param value above 0; 0.2 unless set
         * @return this builder
         */
        public Builder epsilonClip(double value) {
            return epsilonClip(Schedule.constant(value));
        }

        /**
         * The clip range ε, changing from update to update.
         *
         * @param value above 0 throughout
         * @return this builder
         */
        public Builder epsilonClip(Schedule value) {
            epsilonClip = value;
            return this;
        }

        /**
         * The weight of the value loss.
         *
         * @param value at least 0; 0.5 unless set
         * @return this builder
         */
        public Builder valueLossCoef(double value) {
            valueLossCoef = value;
            return this;
        }

        /**
         * The weight of the entropy: higher values explore more.
         *
         * @param value at least 0; 0.001 unless set
         * @return this builder
         */
        public Builder entropyCoef(double value) {
            return entropyCoef(Schedule.constant(value));
        }

        /**
         * The weight of the entropy, changing from update to update.
         *
         * @param value at least 0 throughout
         * @return this builder
         */
        public Builder entropyCoef(Schedule value) {
            entropyCoef = value;
            return this;
        }

        /**
         * The learning rate.
         *
         * @param value above 0; 3e-4 unless set
         * @return this builder
         */
        public Builder learningRate(double value) {
            return learningRate(Schedule.constant(value));
        }

        /**
         * The learning rate, changing from update to update.
         *
         * @param value at least 0 throughout
         * @return this builder
         */
        public Builder learningRate(Schedule value) {
            learningRate = value;
            return this;
        }

        /**
         * The norm to which the whole gradient is clipped.
         *
         * @param value above 0; {@link Double#POSITIVE_INFINITY} for no clipping; 0.5 unless set
         * @return this builder
         */
        public Builder maxGradNorm(double value) {
            maxGradNorm = value;
            return this;
        }

        /**
         * Whether the value loss is clipped to the range of {@link #epsilonClip}.
         *
         * @param value false unless set
         * @return this builder
         */
        public Builder valueLossClip(boolean value) {
            valueLossClip = value;
            return this;
        }

        /**
         * Whether the advantages of each mini-batch are brought to mean 0 and deviation 1.
         *
         * @param value true unless set
         * @return this builder
         */
        public Builder advantageNormalization(boolean value) {
            advantageNormalization = value;
            return this;
        }

        /**
         * The KL beyond which an update stops before its last epoch.
         *
         * @param value above 0; {@link Double#POSITIVE_INFINITY}, which it is unless set: never
         * @return this builder
         */
        public Builder targetKl(double value) {
            targetKl = value;
            return this;
        }

        /**
         * Whether memory is emptied when an episode begins.
         *
         * @param value true unless set; false carries memory over, which can help with very short
         *     episodes
         * @return this builder
         */
        public Builder resetHiddenState(boolean value) {
            resetHiddenState = value;
            return this;
        }

        /**
         * The optimiser.
         *
         * @param value {@link OptimizerConfig#adam()} unless set
         * @return this builder
         */
        public Builder optimizer(OptimizerConfig value) {
            optimizer = value;
            return this;
        }

        /**
         * Where tensors live.
         *
         * @param value {@code cpu}, {@code cuda}, {@code cuda:1} …; null, which it is unless set:
         *     the processor
         * @return this builder
         */
        public Builder device(String value) {
            device = value;
            return this;
        }

        /**
         * Makes the agent.
         *
         * @return the agent
         * @throws IllegalArgumentException if parameters are out of range or the network is
         *     missing; the message names all of them
         */
        public RecurrentPPO build() {
            var problems = ConfigProblems.of(newConfig());
            if (network == null) {
                problems.add(
                        0, "network is missing; give RecurrentActorCritic.builder(envs).build()");
            }
            refuse(problems);
            return new RecurrentPPO(newConfig(), network);
        }

        /**
         * The parameters without a network.
         *
         * @return the configuration
         * @throws IllegalArgumentException if parameters are out of range; the message names all of
         *     them
         */
        public RecurrentPPOConfig config() {
            refuse(ConfigProblems.of(newConfig()));
            return newConfig();
        }

        private static void refuse(List<String> problems) {
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", problems));
            }
        }

        private RecurrentPPOConfig newConfig() {
            return new RecurrentPPOConfig(
                    nSteps,
                    epoch,
                    seqLen,
                    seqMiniBatchSize,
                    nMiniBatch,
                    paddingValue,
                    gamma,
                    lam,
                    epsilonClip,
                    valueLossCoef,
                    entropyCoef,
                    learningRate,
                    maxGradNorm,
                    valueLossClip,
                    advantageNormalization,
                    targetKl,
                    resetHiddenState,
                    optimizer,
                    device);
        }
    }
}
