package io.engram.text;

/** Texts that any file can hold. */
public final class PlainText {
    private PlainText() {}

    /**
     * A text in which halves of pairs of surrogates, which UTF-8 cannot hold, are written out.
     *
     * @param text any text
     * @return the same text; of one with a lonely half such as U+D800, one that spells it as a
     *     backslash, a u and four digits
     */
    public static String of(String text) {
        var plain = new StringBuilder();
        text.codePoints()
                .forEach(
                        each -> {
                            if (Character.getType(each) == Character.SURROGATE) {
                                plain.append("\\u%04x".formatted(each));
                            } else {
                                plain.appendCodePoint(each);
                            }
                        });
        return plain.toString();
    }
}
