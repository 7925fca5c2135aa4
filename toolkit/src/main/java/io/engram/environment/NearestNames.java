package io.engram.environment;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names most like one that was mistyped. */
final class NearestNames {
    private NearestNames() {}

    static String of(String name, Collection<String> names, int limit) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(
                        Comparator.comparingInt(
                                        (String it) ->
                                                distance(wanted, it.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .collect(Collectors.joining(", "));
    }

    /** The fewest insertions, deletions and replacements that lead from one to the other. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[to.length()];
    }
}
