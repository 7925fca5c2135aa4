package io.engram.settings;

/** A schedule that goes from one value to another, and stays there. */
sealed interface Decay extends Schedule permits PolynomialDecay, CosineDecay {

    /** The value of the first update. */
    double initial();

    /** The value from update {@link #decayUpdates} on. */
    double last();

    /** The number of updates from the one to the other, at least 1. */
    int decayUpdates();

    /** The share of the way from last to initial that is left, 1 for update 0. */
    double left(long update);

    @Override
    default double at(long update) {
        if (update >= decayUpdates() || isConstant()) {
            return last();
        }
        return (initial() - last()) * left(update) + last();
    }

    @Override
    default boolean isConstant() {
        return initial() == last();
    }

    @Override
    default double least() {
        return Math.min(initial(), last());
    }

    @Override
    default double greatest() {
        return Math.max(initial(), last());
    }

    /** Refuses what no way of decay can go between. */
    static void require(double initial, double last, int decayUpdates) {
        requireFinite(initial);
        requireFinite(last);
        if (decayUpdates < 1) {
            throw new IllegalArgumentException(
                    "a schedule needs decayUpdates of at least 1, but was given " + decayUpdates);
        }
    }

    /** Refuses infinities and NaN. */
    static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "a schedule goes between finite values, but was given " + value);
        }
    }
}
