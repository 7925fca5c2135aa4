package io.engram.checkpoint;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names of a checkpoint's folder while it is written, replaced or removed. */
enum HiddenFolder {
    /** Not yet whole. */
    PARTIAL,
    /** Whole, and about to be replaced: it counts as long as nothing is in its place. */
    OLD,
    /** On the way out. */
    GONE;

    private String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** The hidden folder beside a checkpoint's. */
    Path of(Path checkpoint) {
        return checkpoint.resolveSibling("." + checkpoint.getFileName() + suffix());
    }

    /** The name of the checkpoint that a folder belongs to: the folder's own, if not hidden so. */
    String visible(String name) {
        return name.startsWith(".") && name.endsWith(suffix())
                ? name.substring(1, name.length() - suffix().length())
                : name;
    }

    /** Whether a name is that of such a hidden folder of a checkpoint. */
    boolean isNameOf(String name, Pattern checkpoint) {
        return !visible(name).equals(name) && checkpoint.matcher(visible(name)).matches();
    }
}
