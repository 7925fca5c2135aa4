package io.engram.notebook;

import io.engram.show.HtmlText;
import io.engram.show.Showable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What a cell says of an error: the sentence, and the frames that the user wrote. */
final class Traces {
    private static volatile Trace last = new Trace("no cell has failed yet");

    private Traces() {}

    /** A whole trace, folded away where there is HTML. */
    record Trace(String toText) implements Showable {
        @Override
        public String toHtml() {
            return "<pre>" + HtmlText.escape(toText) + "</pre>";
        }

        @Override
        public String toString() {
            return toText;
        }
    }

    /** The whole trace of the last error. */
    static Trace last() {
        return last;
    }

    /**
     * The lines for a cell; the whole trace is kept.
     *
     * @param name the class of the exception
     * @param message what it says
     * @param frames where it was thrown, as JShell gives them: the file of what a user wrote is '#'
     *     and the number of the snippet
     * @param place says where a line of a snippet is in the notebook, from the number and the line
     */
    static List<String> lines(
            String name,
            String message,
            StackTraceElement[] frames,
            IntFunction<IntFunction<String>> place) {
        var whole = new ArrayList<String>();
        whole.add(name + ": " + message);
        var lines = new ArrayList<String>();
        lines.add(name.substring(name.lastIndexOf('.') + 1) + ": " + message);
        int left = 0;
        for (StackTraceElement frame : frames) {
            whole.add("    at " + frame);
            int snippet = snippet(frame);
            if (snippet < 0) {
                left++;
                continue;
            }
            String method = method(frame);
            String where = place.apply(snippet).apply(frame.getLineNumber());
            lines.add("    at " + (method.isEmpty() ? "" : method + ", ") + where);
        }
        last = new Trace(String.join("\n", whole));
        if (left > 0) {
            lines.add(
                    "    (%d more in Engram and Java; Notebook.trace() shows all)".formatted(left));
        }
        return lines;
    }

    /** The number of the snippet that a frame is in, or -1 if no user wrote it. */
    private static int snippet(StackTraceElement frame) {
        String file = frame.getFileName();
        if (file == null || !file.matches("#\\d+")) {
            return -1;
        }
        return Integer.parseInt(file.substring(1));
    }

    private static String method(StackTraceElement frame) {
        String method = frame.getMethodName();
        if (method.isEmpty() || method.startsWith("do_it$")) {
            return "";
        }
        String type = frame.getClassName();
        String plain = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        return plain.isEmpty() ? method : plain + "." + method;
    }
}
