package io.engram.settings;

/**
 * value(u) = (initial − last) · (1 + cos(π · u / decayUpdates)) / 2 + last for u up to
 * decayUpdates, and last from then on (Loshchilov and Hutter 2017, without restarts).
 */
record CosineDecay(double initial, double last, int decayUpdates) implements Decay {

    CosineDecay {
        Decay.require(initial, last, decayUpdates);
    }

    @Override
    public double left(long update) {
        return (1 + StrictMath.cos(Math.PI * update / decayUpdates)) / 2;
    }

    @Override
    public String toString() {
        return "Schedule[cosine, initial=%s, last=%s, decayUpdates=%d]"
                .formatted(initial, last, decayUpdates);
    }
}
