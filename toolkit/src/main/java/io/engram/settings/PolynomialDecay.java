package io.engram.settings;

/**
 * value(u) = (initial − last) · (1 − u / decayUpdates)^power + last for u up to decayUpdates, and
 * last from then on (MarcoMeter's polynomial decay).
 *
 * @param power 1 for a straight line; above 1, most of the change comes early
 */
record PolynomialDecay(double initial, double last, int decayUpdates, double power)
        implements Decay {

    PolynomialDecay {
        Decay.require(initial, last, decayUpdates);
        if (!(power > 0) || !Double.isFinite(power)) {
            throw new IllegalArgumentException(
                    "a schedule's power must be above 0, but is " + power);
        }
    }

    @Override
    public double left(long update) {
        double rest = 1 - (double) update / decayUpdates;
        return power == 1 ? rest : StrictMath.pow(rest, power);
    }

    @Override
    public String toString() {
        return "Schedule[initial=%s, last=%s, decayUpdates=%d, power=%s]"
                .formatted(initial, last, decayUpdates, power);
    }
}
