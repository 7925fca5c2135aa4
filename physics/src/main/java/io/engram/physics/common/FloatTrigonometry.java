package io.engram.physics.common;

/**
 * Sine and cosine of floats with the very bits of C's {@code sinf} and {@code cosf} on Linux
 * x86-64: polynomials in double precision, rounded once. The method and the coefficients are those
 * of Arm's Optimized Routines (MIT), which glibc has had since 2.28.
 */
public final class FloatTrigonometry {
    private static final float QUARTER_PI = 0x1.921FB6p-1f;
    private static final float TINY = 0x1p-12f;
    private static final float LARGE = 120;
    private static final double HALF_PI = 0x1.921FB54442D18p0;

    /** Quadrants in one radian, with 24 binary places behind the point. */
    private static final double QUADRANTS = 0x1.45F306DC9C883p+23;

    private static final int HALF_QUADRANT = 0x800000;
    private static final int PLACES = 24;

    /** The binary digits of quadrants in one radian, 2/π, behind three bytes of zeros. */
    private static final long[] DIGITS = {
        0xA2L, 0xF9836E4EL, 0x441529FCL, 0x2757D1F5L, 0x34DDC0DBL, 0x6295993CL, 0x43904100L
    };

    private static final double SINE_3 = -0x1.555545995a603p-3;
    private static final double SINE_5 = 0x1.1107605230bc4p-7;
    private static final double SINE_7 = -0x1.994eb3774cf24p-13;
    private static final double COSINE_2 = -0x1.ffffffd0c621cp-2;
    private static final double COSINE_4 = 0x1.55553e1068f19p-5;
    private static final double COSINE_6 = -0x1.6c087e89a359dp-10;
    private static final double COSINE_8 = 0x1.99343027bf8c3p-16;

    private FloatTrigonometry() {}

    /**
     * The sine.
     *
     * @param angle an angle in radians
     * @return its sine, NaN if the angle is infinite or NaN
     */
    public static float sin(float angle) {
        float size = Math.abs(angle);
        if (size < QUARTER_PI) {
            return size < TINY ? angle : (float) sine(angle, (double) angle * angle);
        }
        return size < LARGE ? near(angle, 0) : far(angle, 0);
    }

    /**
     * The cosine.
     *
     * @param angle an angle in radians
     * @return its cosine, NaN if the angle is infinite or NaN
     */
    public static float cos(float angle) {
        float size = Math.abs(angle);
        if (size < QUARTER_PI) {
            return size < TINY ? 1 : (float) cosine((double) angle * angle);
        }
        return size < LARGE ? near(angle, 1) : far(angle, 1);
    }

    private static float near(double angle, int shift) {
        int quadrant = ((int) (angle * QUADRANTS) + HALF_QUADRANT) >> PLACES;
        return ofQuadrant(angle - quadrant * HALF_PI, quadrant + shift);
    }

    /** Multiplies by 96 of the digits of 2/π, those that are left of whole turns. */
    private static float far(float angle, int shift) {
        if (!Float.isFinite(angle)) {
            return Float.NaN;
        }
        int bits = Float.floatToRawIntBits(angle);
        int first = (bits >> 26) & 15;
        int mantissa = ((bits & 0xFFFFFF) | 0x800000) << ((bits >> 23) & 7);
        long whole = Integer.toUnsignedLong(mantissa);
        long product =
                (whole * digits(first) << 32)
                        + whole * digits(first + 4)
                        + (whole * digits(first + 8) >>> 32);
        long quadrant = (product + (1L << 61)) >>> 62;
        double rest = (product - (quadrant << 62)) * (HALF_PI * 0x1p-62);
        float result = ofQuadrant(rest, (int) quadrant + shift);
        return angle < 0 && shift == 0 ? -result : result;
    }

    /** 32 binary digits from the byte of a number on. */
    private static long digits(int from) {
        int word = from / 4;
        int skipped = from % 4 * 8;
        return (DIGITS[word] << 32 | DIGITS[word + 1]) >>> (32 - skipped) & 0xFFFFFFFFL;
    }

    /** The sine of a quadrant's rest; a quadrant more makes it the cosine. */
    private static float ofQuadrant(double rest, int quadrant) {
        boolean negative = (quadrant & 2) != 0;
        double square = rest * rest;
        if ((quadrant & 1) == 0) {
            return (float) sine(negative ? -rest : rest, square);
        }
        return (float) (negative ? -cosine(square) : cosine(square));
    }

    private static double sine(double x, double square) {
        double cube = x * square;
        return x + cube * SINE_3 + cube * square * (SINE_5 + square * SINE_7);
    }

    private static double cosine(double square) {
        double fourth = square * square;
        return 1
                + square * COSINE_2
                + fourth * COSINE_4
                + fourth * square * (COSINE_6 + square * COSINE_8);
    }
}
