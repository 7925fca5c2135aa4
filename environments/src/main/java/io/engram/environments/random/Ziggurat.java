package io.engram.environments.random;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The standard normal distribution by the ziggurat of Marsaglia and Tsang (2000) with 256 layers of
 * equal area, drawn as NumPy does. Its tables hold NumPy's constants, bit for bit.
 */
final class Ziggurat {
    private static final int LAYERS = 256;
    private static final double RIGHTMOST = 3.6541528853610088;
    private static final long MANTISSA = 0xFFFFFFFFFFFFFL;

    /** Below which a 52-bit number lies within its layer's rectangle. */
    private static final long[] INSIDE = new long[LAYERS];

    private static final double[] WIDTH = new double[LAYERS];
    private static final double[] DENSITY = new double[LAYERS];

    static {
        try (var table = new DataInputStream(Ziggurat.class.getResourceAsStream("ziggurat.bin"))) {
            for (int i = 0; i < LAYERS; i++) {
                INSIDE[i] = table.readLong();
            }
            for (int i = 0; i < LAYERS; i++) {
                WIDTH[i] = table.readDouble();
            }
            for (int i = 0; i < LAYERS; i++) {
                DENSITY[i] = table.readDouble();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Ziggurat() {}

    static double draw(NumpyRandom random) {
        while (true) {
            long bits = random.nextLong();
            int layer = (int) (bits & 0xFF);
            boolean negative = (bits >>> 8 & 1) != 0;
            long mantissa = bits >>> 9 & MANTISSA;
            double value = mantissa * WIDTH[layer];
            if (mantissa < INSIDE[layer]) {
                return negative ? -value : value;
            }
            if (layer == 0) {
                double tail = tail(random);
                return (mantissa >>> 8 & 1) != 0 ? -tail : tail;
            }
            double height = DENSITY[layer - 1] - DENSITY[layer];
            if (height * random.random() + DENSITY[layer] < Math.exp(-0.5 * value * value)) {
                return negative ? -value : value;
            }
        }
    }

    /** A number beyond the last layer, as Marsaglia (1964) draws it. */
    private static double tail(NumpyRandom random) {
        while (true) {
            double beyond = -(1 / RIGHTMOST) * Math.log1p(-random.random());
            double test = -Math.log1p(-random.random());
            if (test + test > beyond * beyond) {
                return RIGHTMOST + beyond;
            }
        }
    }
}
