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
    private final ActionSpace space;
    private final RandomStream random;

    /**
     * Begins a sequence of actions.
     *
     * @param space the space; a dimension without a bound on a side is drawn from the normal
     *     distribution, and brought within the bound that it has
     * @param seed the same seed gives the same actions
     */
    public RandomActions(ActionSpace space, long seed) {
        this.space = space;
        random = RandomStream.of(seed, "random actions");
    }

    /**
     * The next action.
     *
     * @return an action of the space
     */
    public Action next() {
        if (space instanceof ActionSpace.Discrete discrete) {
            int[] choices = discrete.branches();
            for (int branch = 0; branch < choices.length; branch++) {
                choices[branch] = random.nextInt(choices[branch]);
            }
            return Action.of(choices);
        }
        var box = (ActionSpace.Box) space;
        float[] low = box.low();
        float[] high = box.high();
        var values = new float[low.length];
        for (int i = 0; i < values.length; i++) {
            double width = (double) high[i] - low[i];
            values[i] =
                    (float)
                            (Double.isInfinite(width)
                                    ? random.nextGaussian()
                                    : low[i] + width * random.nextDouble());
        }
        return Action.ofValues(box.clip(values));
    }
}
