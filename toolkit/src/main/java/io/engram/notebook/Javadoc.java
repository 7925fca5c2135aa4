package io.engram.notebook;

import io.engram.show.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a Javadoc comment, for a page and for a terminal. */
final class Javadoc {
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(?=[a-z])");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern REFERENCE =
            Pattern.compile("^([^\\s(]+(?:\\([^)]*\\))?)\\s*(.*)$", Pattern.DOTALL);

    /** What stands between a star and the text. */
    private static final Pattern INDENT = Pattern.compile("(?m)^ ");

    private Javadoc() {}

    /** A comment without its stars as HTML. */
    static String html(String comment) {
        String[] parts = BLOCK.split(INDENT.matcher(comment).replaceAll(""));
        var html = new StringBuilder("<div>").append(inline(parts[0].strip())).append("</div>");
        for (int part = 1; part < parts.length; part++) {
            html.append("<div style=\"padding-left:2em;text-indent:-1em\">");
            html.append(block(parts[part].strip())).append("</div>");
        }
        return html.toString();
    }

    /** HTML of here as plain text. */
    static String text(String html) {
        String breaks = html.replaceAll("\\s*<(p|div|li|pre|ul)\\b", "\n<$1");
        return TAG.matcher(breaks)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    private static String block(String text) {
        String name = text.split("\\s", 2)[0];
        String rest = text.substring(name.length()).strip();
        return switch (name) {
            case "param" -> named(rest, "");
            case "throws", "exception" -> named(rest, "throws ");
            case "return" -> "returns " + inline(rest);
            default -> name + " " + inline(rest);
        };
    }

    private static String named(String text, String before) {
        String[] parts = text.split("\\s+", 2);
        return before
                + "<b>"
                + HtmlText.escape(parts[0])
                + "</b>: "
                + (parts.length > 1 ? inline(parts[1]) : "");
    }

    /** Text with tags in braces; everything else in it is HTML already. */
    private static String inline(String text) {
        var html = new StringBuilder();
        int done = 0;
        for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", done)) {
            int close = matching(text, open);
            html.append(text, done, open).append(tag(text.substring(open + 2, close)));
            done = Math.min(close + 1, text.length());
        }
        return html.append(text.substring(done)).toString();
    }

    private static int matching(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            if (text.charAt(at) == '{') {
                depth++;
            } else if (text.charAt(at) == '}' && --depth == 0) {
                return at;
            }
        }
        return text.length();
    }

    private static String tag(String content) {
        String name = content.split("\\s", 2)[0];
        String rest = content.substring(name.length());
        return switch (name) {
            case "code" -> code(rest.replaceFirst("^ ", ""));
            case "literal" -> HtmlText.escape(rest.strip());
            case "link", "linkplain" -> link(rest.strip());
            case "inheritDoc", "docRoot" -> "";
            default -> inline(rest.strip());
        };
    }

    private static String link(String text) {
        var parts = REFERENCE.matcher(text);
        if (!parts.matches()) {
            return HtmlText.escape(text);
        }
        String label = parts.group(2).strip();
        return label.isEmpty()
                ? code(parts.group(1).replaceFirst("^#", "").replace('#', '.'))
                : inline(label);
    }

    private static String code(String text) {
        return "<code>" + HtmlText.escape(text) + "</code>";
    }

    /** Several documented things below each other. */
    static String page(List<Entry> entries) {
        var parts = new ArrayList<String>();
        for (Entry entry : entries) {
            parts.add(
                    "<div><pre><b>%s</b></pre>%s</div>"
                            .formatted(HtmlText.escape(entry.signature()), html(entry.comment())));
        }
        return String.join("<hr/>", parts);
    }

    /** A declaration, and its comment without stars. */
    record Entry(String signature, String comment) {}
}
