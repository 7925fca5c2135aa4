package io.engram.plot;

import java.math.BigDecimal;
import java.math.MathContext;

/** Short labels for round numbers: 0.25, 500, 20k, 1.5M, 3e-5. */
final class TickLabels {
    private static final MathContext FIVE_DIGITS = new MathContext(5);

    private TickLabels() {}

    static String of(double value) {
        double size = Math.abs(value);
        if (size < 1e-12) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e12) {
            return scientific(value);
        }
        if (size >= 1e9) {
            return plain(value / 1e9) + "G";
        }
        if (size >= 1e6) {
            return plain(value / 1e6) + "M";
        }
        return size >= 1e4 ? plain(value / 1e3) + "k" : plain(value);
    }

    private static String plain(double value) {
        return rounded(value).toPlainString();
    }

    private static String scientific(double value) {
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        return plain(value / Math.pow(10, exponent)) + "e" + exponent;
    }

    private static BigDecimal rounded(double value) {
        var rounded = new BigDecimal(value).round(FIVE_DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
