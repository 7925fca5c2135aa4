package io.engram.settings;

/**
 * A schedule whose first updates come up to it.
 *
 * @param of the schedule itself
 * @param updates the number of updates that it takes
 */
record WarmUp(Schedule of, int updates) implements Schedule {

    WarmUp {
        if (updates < 1) {
            throw new IllegalArgumentException(
                    "warmUp needs at least 1 update, but was given " + updates);
        }
        if (of instanceof WarmUp) {
            throw new IllegalArgumentException(
                    "warmUp was said twice of one schedule; say it once");
        }
    }

    @Override
    public double at(long update) {
        double value = of.at(update);
        return update < updates ? value * (update + 1) / updates : value;
    }

    @Override
    public boolean isConstant() {
        return updates == 1 && of.isConstant();
    }

    @Override
    public double least() {
        return Math.min(of.least(), of.least() / updates);
    }

    @Override
    public double greatest() {
        return of.greatest();
    }

    @Override
    public String toString() {
        return "%s with warmUp(%d)".formatted(of, updates);
    }
}
