package io.engram.environment;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;

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
        branches = space instanceof ActionSpace.Discrete discrete ? discrete.branches() : null;
        low = space instanceof ActionSpace.Box box ? box.low() : null;
        high = space instanceof ActionSpace.Box box ? box.high() : null;
    }

    /**
     * The next action.
     *
     * @return an action of the space
     */
    public Action next() {
        return branches != null ? choices() : values();
    }

    private Action choices() {
        var choices = new int[branches.length];
        for (int branch = 0; branch < choices.length; branch++) {
            choices[branch] = random.nextInt(branches[branch]);
        }
        return Action.of(choices);
    }

    private Action values() {
        var values = new float[low.length];
        for (int i = 0; i < values.length; i++) {
            double width = (double) high[i] - low[i];
            double value =
                    Double.isInfinite(width)
                            ? random.nextGaussian()
                            : low[i] + width * random.nextDouble();
            values[i] = (float) Math.max(low[i], Math.min(high[i], value));
        }
        return Action.ofValues(values);
    }
}
