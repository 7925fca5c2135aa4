package io.engram.network;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Draws actions from a policy's parameters, outside the engine.
 *
 * <p>One sampler draws for one environment at a time; after {@link #draw}, {@link #stored} and
 * {@link #logProbability} tell what was drawn.
 */
public final class ActionSampler {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final int[] branches;
    private final float[] low;
    private final float[] high;
    private final float[] stored;

    /** What squashes real numbers into their bounds; null where they are clipped. */
    private final @Nullable TanhNormal squash;

    private double logProbability;

    /**
     * A sampler for a space, whose real numbers are clipped.
     *
     * @param space the action space
     */
    public ActionSampler(ActionSpace space) {
        this(space, false);
    }

    /**
     * A sampler for a space.
     *
     * @param space the action space
     * @param squashed whether real numbers are squashed into their bounds, see {@link
     *     ActorCriticNetwork#squashesActions}; otherwise they are clipped
     * @throws IllegalArgumentException if numbers to be squashed have infinite bounds
     */
    public ActionSampler(ActionSpace space, boolean squashed) {
        branches = space.branches();
        low = space.low();
        high = space.high();
        stored = new float[space.size()];
        squash = squashed ? new TanhNormal(low, high) : null;
    }

    /**
     * Draws one action.
     *
     * @param parameters the parameters of several policies in a row
     * @param offset where this policy's begin, see {@link PolicyDistribution#parameters()}
     * @param random where chance comes from, or null for the likeliest action: of squashed numbers
     *     what the mean becomes
     * @return the action, within the bounds of the space
     */
    public Action draw(float[] parameters, int offset, @Nullable RandomStream random) {
        logProbability = 0;
        int[] choices = drawChoices(parameters, offset, random);
        int means = offset + Arrays.stream(branches).sum();
        return Action.of(choices, drawValues(parameters, means, random));
    }

    private int[] drawChoices(float[] logits, int offset, @Nullable RandomStream random) {
        var choices = new int[branches.length];
        int from = offset;
        for (int branch = 0; branch < branches.length; branch++) {
            choices[branch] = drawChoice(logits, from, branches[branch], random);
            stored[branch] = choices[branch];
            from += branches[branch];
        }
        return choices;
    }

    private int drawChoice(float[] logits, int from, int count, @Nullable RandomStream random) {
        int likeliest = 0;
        for (int i = 1; i < count; i++) {
            if (logits[from + i] > logits[from + likeliest]) {
                likeliest = i;
            }
        }
        double highest = logits[from + likeliest];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += StrictMath.exp(logits[from + i] - highest);
        }
        int choice = likeliest;
        if (random != null) {
            double rest = random.nextDouble() * sum;
            choice = 0;
            for (int i = 0; i < count; i++) {
                double weight = StrictMath.exp(logits[from + i] - highest);
                if (weight > 0) {
                    choice = i;
                }
                rest -= weight;
                if (rest < 0) {
                    break;
                }
            }
        }
        logProbability += logits[from + choice] - highest - StrictMath.log(sum);
        return choice;
    }

    /** Each within its bounds; what is stored and judged is the number before. */
    private float[] drawValues(float[] parameters, int means, @Nullable RandomStream random) {
        var values = new float[low.length];
        for (int i = 0; i < values.length; i++) {
            double mean = parameters[means + i];
            double logStd = parameters[means + values.length + i];
            double noise = random == null ? 0 : random.nextGaussian();
            float drawn = (float) (mean + StrictMath.exp(logStd) * noise);
            double standardized = (drawn - mean) * StrictMath.exp(-logStd);
            logProbability -= 0.5 * standardized * standardized + logStd + HALF_LOG_TWO_PI;
            stored[branches.length + i] = drawn;
            if (squash == null) {
                values[i] = Math.max(low[i], Math.min(high[i], drawn));
            } else {
                values[i] = squash.squashed(i, drawn);
                logProbability -= squash.logSlope(i, drawn);
            }
        }
        return values;
    }

    /**
     * The action last drawn, as it is stored for learning: choices, then values before they were
     * brought into their bounds.
     *
     * @return A numbers; the array is used again by the next draw
     */
    public float[] stored() {
        return stored;
    }

    /**
     * The joint log-probability of the action last drawn.
     *
     * @return a number, in nats
     */
    public float logProbability() {
        return (float) logProbability;
    }
}
