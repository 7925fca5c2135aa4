package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.EnvironmentSpec;
import io.engram.space.ObservationSpace.Part;
import java.util.Map;
import java.util.Optional;

/**
 * Shows images of red, green and blue in grey: {@code (3, height, width)} becomes {@code (1,
 * height, width)}. The weights are those of ITU-R BT.601: 0.299, 0.587 and 0.114; bytes are
 * rounded. Images of another number of channels, and everything else, are shown as they are.
 *
 * <pre>{@code
 * var env = new GreyImage(Environments.make("MortarMayhem-v0"));
 * }</pre>
 */
public final class GreyImage extends ImageWrapper {
    private static final int AXES = 3;
    private static final int COLOURS = 3;

    /** The weights of ITU-R BT.601, of a thousand. */
    private static final int RED = 299;

    private static final int GREEN = 587;
    private static final int BLUE = 114;
    private static final int ALL = 1000;

    private final int[] pixels;

    /**
     * Goes around an environment.
     *
     * @param inner an environment that shows at least one image of 3 channels
     * @throws IllegalArgumentException if it shows none
     */
    public GreyImage(Environment inner) {
        super(inner, GreyImage::grey);
        var parts = inner.observationSpace().parts();
        pixels = parts.stream().mapToInt(part -> part.size() / COLOURS).toArray();
        if (parts.stream().noneMatch(GreyImage::hasColours)) {
            throw new IllegalArgumentException(
                    "GreyImage needs an image of 3 channels, but %s shows %s"
                            .formatted(EnvironmentNames.of(inner), inner.observationSpace()));
        }
    }

    private static boolean hasColours(Part part) {
        return part.shape().length == AXES && part.shape()[0] == COLOURS;
    }

    private static Part grey(Part part) {
        if (!hasColours(part)) {
            return part;
        }
        int[] shape = part.shape();
        shape[0] = 1;
        return new Part(part.name(), shape, part.type());
    }

    @Override
    void change(int part, byte[] seen, int at, byte[] shown, int shownAt) {
        int green = at + pixels[part];
        int blue = green + pixels[part];
        for (int i = 0; i < pixels[part]; i++) {
            int sum =
                    RED * (seen[at + i] & 0xFF)
                            + GREEN * (seen[green + i] & 0xFF)
                            + BLUE * (seen[blue + i] & 0xFF);
            shown[shownAt + i] = (byte) ((sum + ALL / 2) / ALL);
        }
    }

    @Override
    void change(int part, float[] seen, int at, float[] shown, int shownAt) {
        int green = at + pixels[part];
        int blue = green + pixels[part];
        for (int i = 0; i < pixels[part]; i++) {
            double sum =
                    (double) RED * seen[at + i]
                            + (double) GREEN * seen[green + i]
                            + (double) BLUE * seen[blue + i];
            shown[shownAt + i] = (float) (sum / ALL);
        }
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of());
    }
}
