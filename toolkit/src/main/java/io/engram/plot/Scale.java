package io.engram.plot;

/** Where a number lies in a picture; what is beyond the ends lies at the ends. */
record Scale(double low, double high, double begin, double end) {
    double at(double value) {
        double share = Math.max(0, Math.min(1, (value - low) / (high - low)));
        return begin + share * (end - begin);
    }
}
