package io.engram.show;

import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private static final long LONGEST_COUNT = 1_000_000_000_000_000L;

    private Figures() {}

    /**
     * A whole number, with thin spaces between groups of three digits: 1 024 000. One so long that
     * it must be a seed is left whole, to be copied.
     *
     * @param value the number
     * @return the text
     */
    public static String of(long value) {
        if (value >= LONGEST_COUNT || value <= -LONGEST_COUNT) {
            return Long.toString(value);
        }
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /**
     * A real number with about four figures that matter; a whole one with all of them.
     *
     * @param value the number
     * @return the text
     */
    public static String of(double value) {
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
        if (size >= 1e4 || value == Math.rint(value)) {
            return of(Math.round(value));
        }
        int decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 1 ? 3 : 4;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /**
     * The same, in characters of equal width, as terminals have them.
     *
     * @param value the number
     * @return the text
     */
    public static String plain(double value) {
        return of(value).replace("\u202f", "");
    }
}
