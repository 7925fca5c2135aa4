package io.engram.environment;

import io.engram.space.ActionSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the names of actions from a phrase that lists them. */
final class ActionPhrase {
    private ActionPhrase() {}

    /**
     * The names, if the phrase is a list of them: parts between commas, and branches between
     * semicolons.
     *
     * @param space the space, or null if nobody said
     * @return of all choices of all branches in a row, or of the real numbers; empty if the phrase
     *     is no such list
     */
    static List<String> names(@Nullable ActionSpace space, String phrase) {
        if (space == null || phrase.isBlank()) {
            return List.of();
        }
        int[] counts = space.branches();
        if (space.low().length > 0) {
            if (counts.length > 0) {
                return List.of();
            }
            counts = new int[] {space.low().length};
        }
        String[] groups = phrase.split(";");
        if (groups.length != counts.length) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (int i = 0; i < groups.length; i++) {
            List<String> parts = List.of(groups[i].strip().split("\\s*,\\s*"));
            if (parts.size() != counts[i]) {
                return List.of();
            }
            names.addAll(parts);
        }
        return List.copyOf(names);
    }
}
