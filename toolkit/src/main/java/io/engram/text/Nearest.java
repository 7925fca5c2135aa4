package io.engram.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known name that is nearest to a given one.
     *
     * @param name what was written
     * @param known at least one name
     * @return the known name that takes the fewest edits
     */
    public static String to(String name, Collection<String> known) {
        return to(name, known, 1).get(0);
    }

    /**
     * The known names that are nearest to a given one.
     *
     * @param name what was written
     * @param known the known names
     * @param count how many at the most
     * @return names, nearest first
     */
    public static List<String> to(String name, Collection<String> known, int count) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .sorted(
                        Comparator.<String>comparingInt(
                                        each -> distance(wanted, each.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .toList();
    }

    /** The number of characters to insert, delete or replace (Levenshtein 1966). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
