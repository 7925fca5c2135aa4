package io.engram.notebook;

import java.util.Locale;

/** Numbers as HTML wants them. */
final class Html {
    private static final long LONGEST_COUNT = 1_000_000_000_000_000L;

    private Html() {}

    /**
     * A whole number, with thin spaces between groups of three digits: 1 024 000. One so long that
     * it must be a seed is left whole, to be copied.
     */
    static String number(long value) {
        if (value >= LONGEST_COUNT || value <= -LONGEST_COUNT) {
            return Long.toString(value);
        }
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /** A real number with about four figures that matter. */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
        }
        if (size == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e9) {
            return String.format(Locale.ROOT, "%.2e", value)
                    .replaceAll("\\.?0+e", "e")
                    .replaceAll("e([+-])0", "e$1")
                    .replace("e+", "e");
        }
        if (size >= 1e4) {
            return number(Math.round(value));
        }
        int decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 1 ? 3 : 4;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
