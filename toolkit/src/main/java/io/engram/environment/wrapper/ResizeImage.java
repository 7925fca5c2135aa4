package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.space.ObservationSpace.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows images in another size. Each new pixel is the mean of the area that it covers, as {@code
 * INTER_AREA} of OpenCV does where images become smaller; bytes are rounded, halves up. All images
 * of an observation get the same size, everything else is shown as it is.
 *
 * <p>The last two axes of an image are its height and width; an axis before them is its channels.
 *
 * <pre>{@code
 * var env = new ResizeImage(Environments.make("MortarMayhem-v0"), 42, 42);    // from 84 × 84
 * }</pre>
 */
public final class ResizeImage extends ImageWrapper {
    private static final int LONGEST = 4_096;

    static final EnvironmentOption<Integer> HEIGHT =
            EnvironmentOption.integer("height", 84, 1, LONGEST, "rows of an image");
    static final EnvironmentOption<Integer> WIDTH =
            EnvironmentOption.integer("width", 84, 1, LONGEST, "columns of an image");

    private final int height;
    private final int width;
    private final List<Resizer> resizers;

    /**
     * Goes around an environment.
     *
     * @param inner an environment that shows at least one image
     * @param height the new number of rows, 1 to 4,096
     * @param width the new number of columns, 1 to 4,096
     * @throws IllegalArgumentException if a side is out of its range, or no image is shown
     */
    public ResizeImage(Environment inner, int height, int width) {
        super(inner, part -> resized(part, height, width));
        this.height = height;
        this.width = width;
        var parts = inner.observationSpace().parts();
        if (parts.stream().noneMatch(ImageWrapper::isImage)) {
            throw new IllegalArgumentException(
                    "ResizeImage needs an image, but %s shows %s"
                            .formatted(EnvironmentNames.of(inner), inner.observationSpace()));
        }
        resizers =
                parts.stream()
                        .map(part -> isImage(part) ? Resizer.of(part, height, width) : Resizer.NONE)
                        .toList();
    }

    private static Part resized(Part part, int height, int width) {
        requireSide("height", height);
        requireSide("width", width);
        if (!isImage(part)) {
            return part;
        }
        int[] shape = part.shape();
        shape[shape.length - 2] = height;
        shape[shape.length - 1] = width;
        return new Part(part.name(), shape, part.type());
    }

    private static void requireSide(String name, int length) {
        if (length < 1 || length > LONGEST) {
            throw new IllegalArgumentException(
                    "%s must be 1 to %d, but is %d".formatted(name, LONGEST, length));
        }
    }

    /** Both axes of one image. */
    private record Resizer(
            int channels, int oldHeight, int oldWidth, AreaAverage rows, AreaAverage columns) {
        static final Resizer NONE = new Resizer(0, 0, 0, null, null);

        static Resizer of(Part image, int height, int width) {
            int[] shape = image.shape();
            int oldHeight = shape[shape.length - 2];
            int oldWidth = shape[shape.length - 1];
            return new Resizer(
                    image.size() / oldHeight / oldWidth,
                    oldHeight,
                    oldWidth,
                    new AreaAverage(oldHeight, height),
                    new AreaAverage(oldWidth, width));
        }
    }

    @Override
    void change(int part, byte[] seen, int at, byte[] shown, int shownAt) {
        Resizer by = resizers.get(part);
        long all = (long) by.rows().total() * by.columns().total();
        var low = new int[by.oldWidth()];
        int next = shownAt;
        for (int channel = 0; channel < by.channels(); channel++) {
            int begin = at + channel * by.oldHeight() * low.length;
            for (int row = 0; row < height; row++) {
                Arrays.fill(low, 0);
                int from = begin + by.rows().first(row) * low.length;
                for (int weight : by.rows().weights(row)) {
                    for (int i = 0; i < low.length; i++) {
                        low[i] += weight * (seen[from + i] & 0xFF);
                    }
                    from += low.length;
                }
                for (int column = 0; column < width; column++) {
                    int i = by.columns().first(column);
                    long sum = 0;
                    for (int weight : by.columns().weights(column)) {
                        sum += (long) weight * low[i++];
                    }
                    shown[next++] = (byte) ((2 * sum + all) / (2 * all));
                }
            }
        }
    }

    @Override
    void change(int part, float[] seen, int at, float[] shown, int shownAt) {
        Resizer by = resizers.get(part);
        double all = (double) by.rows().total() * by.columns().total();
        var low = new double[by.oldWidth()];
        int next = shownAt;
        for (int channel = 0; channel < by.channels(); channel++) {
            int begin = at + channel * by.oldHeight() * low.length;
            for (int row = 0; row < height; row++) {
                Arrays.fill(low, 0);
                int from = begin + by.rows().first(row) * low.length;
                for (int weight : by.rows().weights(row)) {
                    for (int i = 0; i < low.length; i++) {
                        low[i] += (double) weight * seen[from + i];
                    }
                    from += low.length;
                }
                for (int column = 0; column < width; column++) {
                    int i = by.columns().first(column);
                    double sum = 0;
                    for (int weight : by.columns().weights(column)) {
                        sum += weight * low[i++];
                    }
                    shown[next++] = (float) (sum / all);
                }
            }
        }
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of("height", height, "width", width));
    }
}
