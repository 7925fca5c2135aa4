package io.engram.video;

import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * At most 255 colours for a whole film, and the place 255 for "as before".
 *
 * <p>A film with few colours keeps each exactly. Otherwise the colours, counted in cells of 6 bits
 * a channel, are divided by median cut (Heckbert 1982), largest spread first.
 */
final class GifPalette {
    static final int UNCHANGED = 255;
    private static final int MAX_COLOURS = 255;
    private static final int BITS = 6;
    private static final int CELLS = 1 << (3 * BITS);

    private final int[] counts = new int[CELLS];
    private final long[] sums = new long[3 * CELLS];
    private final Set<Integer> exact = new HashSet<>();
    private boolean few = true;
    private int[] colours = new int[0];
    private final short[] nearest = new short[CELLS];

    /** Counts the pixels of one picture. */
    void count(int[] pixels) {
        int previous = -1;
        for (int pixel : pixels) {
            int cell = cell(pixel);
            counts[cell]++;
            for (int c = 0; c < 3; c++) {
                sums[3 * cell + c] += channel(pixel, c);
            }
            if (few && pixel != previous) {
                exact.add(pixel);
                few = exact.size() <= MAX_COLOURS;
                previous = pixel;
            }
        }
    }

    /** Chooses the colours; counting is over. */
    void choose() {
        colours = few ? exact.stream().mapToInt(Integer::intValue).sorted().toArray() : medianCut();
        Arrays.fill(nearest, (short) -1);
    }

    /** The place of the colour that is nearest to a pixel. */
    int index(int pixel) {
        if (few) {
            return Arrays.binarySearch(colours, pixel);
        }
        int cell = cell(pixel);
        if (nearest[cell] < 0) {
            nearest[cell] = (short) search(mean(cell, pixel));
        }
        return nearest[cell];
    }

    IndexColorModel model() {
        var red = new byte[256];
        var green = new byte[256];
        var blue = new byte[256];
        for (int i = 0; i < colours.length; i++) {
            red[i] = (byte) channel(colours[i], 0);
            green[i] = (byte) channel(colours[i], 1);
            blue[i] = (byte) channel(colours[i], 2);
        }
        return new IndexColorModel(8, 256, red, green, blue, UNCHANGED);
    }

    private int[] medianCut() {
        int[] used = new int[CELLS];
        int size = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            if (counts[cell] > 0) {
                used[size++] = cell;
            }
        }
        List<Box> boxes = new ArrayList<>();
        boxes.add(new Box(Arrays.copyOf(used, size)));
        while (boxes.size() < MAX_COLOURS) {
            Box widest = boxes.stream().max(Comparator.comparingDouble(box -> box.weight)).get();
            if (widest.cells.length < 2) {
                break;
            }
            boxes.remove(widest);
            widest.splitInto(boxes);
        }
        return boxes.stream().mapToInt(Box::colour).toArray();
    }

    private int search(int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length; i++) {
            int distance = 0;
            for (int c = 0; c < 3; c++) {
                int difference = channel(colour, c) - channel(colours[i], c);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private int mean(int cell, int unseen) {
        if (counts[cell] == 0) {
            return unseen;
        }
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            colour = colour << 8 | (int) Math.round((double) sums[3 * cell + c] / counts[cell]);
        }
        return colour;
    }

    private static int cell(int pixel) {
        int drop = 8 - BITS;
        return channel(pixel, 0) >> drop << (2 * BITS)
                | channel(pixel, 1) >> drop << BITS
                | channel(pixel, 2) >> drop;
    }

    private static int channel(int pixel, int channel) {
        return pixel >> (16 - 8 * channel) & 0xFF;
    }

    /** Cells that share one colour of the palette. */
    private final class Box {
        private final int[] cells;
        private final int widestChannel;

        /** How much is gained by splitting: the spread, and a little the number of pixels. */
        private final double weight;

        Box(int[] cells) {
            this.cells = cells;
            int axis = 0;
            int spread = 0;
            for (int c = 0; c < 3; c++) {
                int low = Integer.MAX_VALUE;
                int high = 0;
                for (int cell : cells) {
                    int value = axisValue(cell, c);
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
                if (high - low > spread) {
                    spread = high - low;
                    axis = c;
                }
            }
            widestChannel = axis;
            weight = cells.length < 2 ? -1 : spread * Math.cbrt(pixels());
        }

        private static int axisValue(int cell, int channel) {
            return cell >> (BITS * (2 - channel)) & ((1 << BITS) - 1);
        }

        private long pixels() {
            return Arrays.stream(cells).mapToLong(cell -> counts[cell]).sum();
        }

        void splitInto(List<Box> boxes) {
            int[] sorted =
                    Arrays.stream(cells)
                            .boxed()
                            .sorted(Comparator.comparingInt(cell -> axisValue(cell, widestChannel)))
                            .mapToInt(Integer::intValue)
                            .toArray();
            long half = pixels() / 2;
            int cut = 0;
            for (long before = 0; cut < sorted.length - 1 && before <= half; cut++) {
                before += counts[sorted[cut]];
            }
            boxes.add(new Box(Arrays.copyOfRange(sorted, 0, cut)));
            boxes.add(new Box(Arrays.copyOfRange(sorted, cut, sorted.length)));
        }

        int colour() {
            long pixels = pixels();
            int colour = 0;
            for (int c = 0; c < 3; c++) {
                long sum = 0;
                for (int cell : cells) {
                    sum += sums[3 * cell + c];
                }
                colour = colour << 8 | (int) ((sum + pixels / 2) / pixels);
            }
            return colour;
        }
    }
}
