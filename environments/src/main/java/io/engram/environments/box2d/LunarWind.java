package io.engram.environments.box2d;

import io.engram.environments.random.NumpyRandom;

/** A gust that never repeats, from -1 to 1: {@code tanh(sin(0.02 t) + sin(0.01 π t))}. */
final class LunarWind {
    private static final int EARLIEST = -9999;
    private static final int LATEST = 9999;

    private long time;

    LunarWind(NumpyRandom random) {
        time = random.integers(EARLIEST, LATEST);
    }

    double next() {
        double gust =
                StrictMath.tanh(
                        StrictMath.sin(0.02 * time) + StrictMath.sin(Math.PI * 0.01 * time));
        time++;
        return gust;
    }
}
