package io.engram.environment;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;

/**
 * Actions of a space, each equally likely: the policy that knows nothing.
 *
 * <pre>{@code
 * var actions = new RandomActions(env.actionSpace(), 42);
 * var step = env.step(actions.next());
 * }</pre>
 */
public final class RandomActions {
    private final RandomStream random;
    private final int[] branches;
    private final float[] low;
    private final float[] high;

    /**
     * Begins a sequence of actions.
     *
     * @param space the space; a dimension without a bound on a side is drawn from the normal
     *     distribution, and brought within the bound that it has
     * @param seed the same seed gives the same actions
     */
    public RandomActions(ActionSpace space, long seed) {
        random = RandomStream.of(seed, "random actions");
        branches = space.branches();
        low = space.low();
        high = space.high();
    }

    /**
     * The next action.
     *
     * @return an action of the space
     */
    public Action next() {
        return Action.of(choices(), values());
    }

    /**
     * The next action that a state allows.
     *
     * @param observation what is seen
     * @return an action of the space, of {@link Observation#legalChoices} only
     */
    public Action next(Observation observation) {
        boolean[] legal = observation.legalChoices();
        if (legal == null) {
            return next();
        }
        int[] choices = choices();
        int from = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            while (!legal[from + choices[branch]]) {
                choices[branch] = random.nextInt(branches[branch]);
            }
            from += branches[branch];
        }
        return Action.of(choices, values());
    }

    private int[] choices() {
        var choices = new int[branches.length];
        for (int branch = 0; branch < choices.length; branch++) {
            choices[branch] = random.nextInt(branches[branch]);
        }
        return choices;
    }

    private float[] values() {
        var values = new float[low.length];
        for (int i = 0; i < values.length; i++) {
            double width = (double) high[i] - low[i];
            double value =
                    Double.isInfinite(width)
                            ? random.nextGaussian()
                            : low[i] + width * random.nextDouble();
            values[i] = (float) Math.max(low[i], Math.min(high[i], value));
        }
        return values;
    }
}
