package io.engram.environments.memorygym;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The white arrows and the ring that stand for commands, read from a text of dots and crosses. */
final class CommandSymbols {
    private static final String FILE = "commands.txt";
    private static final int WHITE = 0xFFFFFF;
    private static final int LARGEST = 31;
    private static final char FILLED = '#';

    /** The upper left corner of every symbol, on both axes. */
    private static final int CORNER = 31;

    private static final Map<Command, Sprite> SYMBOLS = load();

    private CommandSymbols() {}

    /** Draws a symbol in the middle of the screen. */
    static void draw(Command command, Screen screen) {
        screen.draw(SYMBOLS.get(command), CORNER, CORNER);
    }

    private static Map<Command, Sprite> load() {
        var symbols = new EnumMap<Command, Sprite>(Command.class);
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                CommandSymbols.class.getResourceAsStream(FILE),
                                StandardCharsets.US_ASCII))) {
            for (String name = lines.readLine(); name != null; name = lines.readLine()) {
                symbols.put(Command.valueOf(name), read(lines));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return symbols;
    }

    /** Reads rows up to an empty line or the end. */
    private static Sprite read(BufferedReader lines) throws IOException {
        var stencil = new Stencil(LARGEST, LARGEST);
        int y = 0;
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            for (int x = 0; x < line.length(); x++) {
                if (line.charAt(x) == FILLED) {
                    stencil.pixel(x, y, WHITE);
                }
            }
            y++;
            line = lines.readLine();
        }
        return stencil.sprite(0, 0);
    }
}
