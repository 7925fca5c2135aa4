package io.engram.settings;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of random network distillation (Burda et al. 2018), which the curious algorithms
 * have besides.
 *
 * <p>A state's intrinsic reward is half the squared distance between what the predictor and the
 * target say of it, divided by the running standard deviation of the discounted sums of intrinsic
 * rewards over all environments. The advantage is {@code extAdvCoef · A_ext + intAdvCoef · A_int};
 * intrinsic returns go on beyond the end of an episode.
 *
 * @param <B> the builder itself
 */
public interface RndParameters<B extends AgentParameters<B> & RndParameters<B>> {

    /**
     * The builder itself.
     *
     * @return this
     */
    private B builder() {
        @SuppressWarnings("unchecked")
        B builder = (B) this;
        return builder;
    }

    /**
     * The discount factor of the rewards that the environment gives.
     *
     * @param value 0 to 1; 0.999 unless set
     * @return this builder
     */
    default B extGamma(double value) {
        builder().draft().gamma = value;
        return builder();
    }

    /**
     * The discount factor of intrinsic rewards.
     *
     * @param value 0 to 1; 0.99 unless set
     * @return this builder
     */
    default B intGamma(double value) {
        builder().draft().intGamma = value;
        return builder();
    }

    /**
     * The factor of the extrinsic advantages.
     *
     * @param value at least 0; 1 unless set
     * @return this builder
     */
    default B extAdvCoef(double value) {
        builder().draft().extAdvCoef = value;
        return builder();
    }

    /**
     * The factor of the intrinsic advantages: higher values explore more.
     *
     * @param value at least 0; 1 unless set; 0 makes curiosity count for nothing
     * @return this builder
     */
    default B intAdvCoef(double value) {
        builder().draft().intAdvCoef = value;
        return builder();
    }

    /**
     * The share of steps from which the predictor learns, each picked by chance. With many
     * environments a smaller share keeps novelty from wearing off too fast.
     *
     * @param value above 0 to 1; 0.25 unless set
     * @return this builder
     */
    default B rndPredExpProportion(double value) {
        builder().draft().rndPredExpProportion = value;
        return builder();
    }

    /**
     * How many steps each environment takes before the first update only to set the normalisers of
     * observations and hidden states. Nothing is learned from them.
     *
     * @param value at least 1; 50 unless set; null: nothing is ever normalised
     * @return this builder
     */
    default B initNormSteps(@Nullable Integer value) {
        builder().draft().initNormSteps = value;
        return builder();
    }

    /**
     * Into which range normalised observations are brought, for predictor and target only.
     *
     * @param low below {@code high}; -5 unless set
     * @param high 5 unless set
     * @return this builder
     */
    default B obsNormClipRange(double low, double high) {
        builder().draft().obsNormClipRange = new ClipRange(low, high);
        return builder();
    }
}
