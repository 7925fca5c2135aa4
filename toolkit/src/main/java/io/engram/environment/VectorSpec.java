package io.engram.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How to make a vector of environments again.
 *
 * @param count N
 * @param threads the number of threads that step them; 1 for the calling thread, {@link
 *     #AS_MANY_THREADS_AS_HELP} for as many as make it faster
 * @param normalizations what is normalised, innermost first
 */
public record VectorSpec(int count, int threads, List<Normalization> normalizations) {
    /** As many threads as make stepping faster, which each machine finds out. */
    public static final int AS_MANY_THREADS_AS_HELP = 0;

    /**
     * One normalisation.
     *
     * @param rewards true for rewards, false for observations
     * @param gamma the discount of the return by whose deviation rewards are divided; 0 for
     *     observations
     */
    public record Normalization(boolean rewards, double gamma) {}

    /**
     * Takes a copy of the list.
     *
     * @param count N
     * @param threads the number of threads that step them; 1 for the calling thread, {@link
     *     #AS_MANY_THREADS_AS_HELP} for as many as make it faster
     * @param normalizations what is normalised, innermost first
     */
    public VectorSpec {
        normalizations = List.copyOf(normalizations);
    }

    VectorSpec with(Normalization normalization) {
        var all = new ArrayList<>(normalizations);
        all.add(normalization);
        return new VectorSpec(count, threads, all);
    }

    /**
     * Makes the environments.
     *
     * @param factory makes one environment
     * @return N environments
     */
    public VectorEnvironment make(Supplier<? extends Environment> factory) {
        VectorEnvironment made =
                switch (threads) {
                    case AS_MANY_THREADS_AS_HELP -> new AdaptiveVectorEnvironment(count, factory);
                    case 1 -> VectorEnvironment.of(count, factory);
                    default -> VectorEnvironment.parallel(count, threads, factory);
                };
        for (Normalization normalization : normalizations) {
            made =
                    normalization.rewards()
                            ? made.normalizeRewards(normalization.gamma())
                            : made.normalizeObservations();
        }
        return made;
    }
}
