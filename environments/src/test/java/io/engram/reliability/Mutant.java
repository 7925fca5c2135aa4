package io.engram.reliability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.random.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes what a file holds, at random: its bytes, its words and numbers, or its structure. */
final class Mutant {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final int HEADER = Long.BYTES;

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "1",
                    "-1",
                    "2",
                    "3",
                    "7",
                    "-0.0",
                    "0.5",
                    "1e-400",
                    "1e400",
                    "1e38",
                    "1e300",
                    "100",
                    "65536",
                    "2147483647",
                    "2147483648",
                    "-2147483648",
                    "4294967296",
                    "9223372036854775807",
                    "9223372036854775808",
                    "3.0000000001",
                    "00",
                    "NaN",
                    "Infinity",
                    "-Infinity");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "0",
                    "null",
                    "true",
                    "NaN",
                    "..",
                    "../../up",
                    "/",
                    "C:\\up",
                    "a\0b",
                    "\ud800",
                    "${x}",
                    "<b>",
                    "update-999999",
                    "AAAA",
                    "=",
                    "é".repeat(300));

    private final RandomStream random;

    Mutant(RandomStream random) {
        this.random = random;
    }

    /** Other content for a file of this name, by one change or a few. */
    byte[] of(String name, byte[] content) {
        byte[] changed = content;
        for (int changes = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
                changes > 0;
                changes--) {
            changed = once(name, changed);
        }
        return changed;
    }

    private byte[] once(String name, byte[] content) {
        if (content.length == 0 || random.nextInt(6) == 0) {
            return bytes(content);
        }
        try {
            if (name.endsWith(".json")) {
                return random.nextInt(4) == 0 ? text(content) : json(content);
            }
            return name.endsWith(".safetensors") ? tensors(content) : text(content);
        } catch (IOException e) {
            // An earlier change broke the structure.
            return bytes(content);
        }
    }

    private byte[] bytes(byte[] content) {
        if (content.length == 0) {
            return noise(1 + random.nextInt(64));
        }
        int from = random.nextInt(content.length);
        int to = from + random.nextInt(Math.min(256, content.length - from) + 1);
        byte[] head = Arrays.copyOf(content, from);
        byte[] part = Arrays.copyOfRange(content, from, to);
        byte[] tail = Arrays.copyOfRange(content, to, content.length);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(content, from);
            case 1 -> joined(head, tail);
            case 2 -> joined(head, part, part, tail);
            case 3 -> joined(head, noise(1 + random.nextInt(16)), tail);
            case 4 -> head;
            default -> joined(tail, part, head);
        };
    }

    private byte[] flipped(byte[] content, int at) {
        byte[] other = content.clone();
        other[at] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private byte[] noise(int length) {
        var noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        return noise;
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A number, a word or a line in another's place. */
    private byte[] text(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return switch (random.nextInt(4)) {
            case 0 -> lines(text);
            case 1 -> replaced(text, WORD, TEXTS);
            default -> replaced(text, NUMBER, NUMBERS);
        };
    }

    private byte[] replaced(String text, Pattern pattern, List<String> others) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }
        MatchResult one = found.get(random.nextInt(found.size()));
        return (text.substring(0, one.start()) + any(others) + text.substring(one.end()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] lines(String text) {
        var lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int line = random.nextInt(lines.size());
        String other = lines.get(random.nextInt(lines.size()));
        switch (random.nextInt(3)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, other);
            default -> lines.set(line, other);
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A value of the tree removed, doubled, or put in another's place. */
    private byte[] json(byte[] content) throws IOException {
        JsonNode tree = JSON.readTree(content);
        var parents = new ArrayList<JsonNode>();
        collect(tree, parents);
        if (parents.isEmpty()) {
            return bytes(content);
        }
        JsonNode parent = any(parents);
        JsonNode elsewhere = any(parents);
        if (parent instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            String name = any(names);
            switch (random.nextInt(8)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(any(TEXTS), object.get(name));
                case 2 -> object.set(name, elsewhere.deepCopy());
                default -> object.set(name, other(object.get(name)));
            }
        } else if (parent instanceof ArrayNode array) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(5)) {
                case 0 -> array.remove(index);
                case 1 -> array.insert(index, array.get(index).deepCopy());
                case 2 -> array.set(index, elsewhere.deepCopy());
                default -> array.set(index, other(array.get(index)));
            }
        }
        return JSON.writeValueAsBytes(tree);
    }

    private static void collect(JsonNode node, List<JsonNode> parents) {
        if (node.isContainerNode() && !node.isEmpty()) {
            parents.add(node);
            node.forEach(child -> collect(child, parents));
        }
    }

    private JsonNode other(JsonNode node) throws IOException {
        if (node.isTextual() && random.nextInt(3) > 0) {
            // Above all the configuration, which is a text within the tree.
            return JSON.getNodeFactory()
                    .textNode(
                            new String(
                                    text(node.asText().getBytes(StandardCharsets.UTF_8)),
                                    StandardCharsets.UTF_8));
        }
        return switch (random.nextInt(7)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.createArrayNode();
            case 2 -> JSON.createObjectNode();
            case 3 -> JSON.getNodeFactory().booleanNode(random.nextInt(2) == 0);
            case 4 -> JSON.getNodeFactory().textNode(any(TEXTS));
            default -> number();
        };
    }

    private JsonNode number() throws IOException {
        String number = any(NUMBERS);
        return Character.isLetter(number.charAt(number.length() - 1)) || number.equals("00")
                ? JSON.getNodeFactory().textNode(number)
                : JSON.readTree(number);
    }

    /** The header as JSON or text, its length, or numbers behind it. */
    private byte[] tensors(byte[] content) throws IOException {
        var file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long length = content.length < HEADER ? -1 : file.getLong(0);
        if (length < 0 || length > content.length - HEADER) {
            return bytes(content);
        }
        int begin = HEADER + (int) length;
        byte[] header = Arrays.copyOfRange(content, HEADER, begin);
        byte[] numbers = Arrays.copyOfRange(content, begin, content.length);
        return switch (random.nextInt(6)) {
            case 0 -> file(json(header), numbers);
            case 1 -> file(text(header), numbers);
            case 2 -> file(header, bytes(numbers));
            case 3 -> {
                byte[] other = content.clone();
                ByteBuffer.wrap(other)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0, random.nextLong() >> random.nextInt(64));
                yield other;
            }
            default -> file(header, otherNumbers(numbers));
        };
    }

    private static byte[] file(byte[] header, byte[] numbers) {
        byte[] length =
                ByteBuffer.allocate(HEADER)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .array();
        return joined(length, header, numbers);
    }

    private byte[] otherNumbers(byte[] numbers) {
        byte[] other = numbers.clone();
        float[] odd = {
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            -1e30f,
            1e10f,
            -1,
            0,
            Float.MIN_VALUE
        };
        int count = random.nextInt(2) == 0 ? 1 : 1 + random.nextInt(64);
        for (int i = 0; i < count && other.length >= Float.BYTES; i++) {
            ByteBuffer.wrap(other)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(
                            random.nextInt(other.length / Float.BYTES) * Float.BYTES,
                            odd[random.nextInt(odd.length)]);
        }
        return other;
    }
}
