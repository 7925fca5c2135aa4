package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentNames;
import io.engram.environment.EnvironmentSpec;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows images as plain numbers: {@code (channels, height, width)} becomes a vector of {@code
 * channels · height · width} floats in the same order, of bytes each divided by 255. A ready-made
 * network has no convolutions then; on a small picture, such as one of {@link ResizeImage}, it is
 * many times as fast. Vectors are shown as they are; of several parts each stays a part.
 *
 * <pre>{@code
 * var env = new FlattenImage(new ResizeImage(Environments.make("MortarMayhem-Grid-v0"), 14, 14));
 * }</pre>
 */
public final class FlattenImage extends ObservationWrapper {
    private static final float BYTE = 255;

    private final List<Part> from;
    private final ObservationSpace space;

    /**
     * Goes around an environment.
     *
     * @param inner an environment that shows at least one image
     * @throws IllegalArgumentException if it shows none
     */
    public FlattenImage(Environment inner) {
        super(inner);
        ObservationSpace seen = inner.observationSpace();
        from = seen.parts();
        if (from.stream().noneMatch(ImageWrapper::isImage)) {
            throw new IllegalArgumentException(
                    "FlattenImage needs an image, but %s shows %s"
                            .formatted(EnvironmentNames.of(inner), seen));
        }
        var flat = new ArrayList<Part>();
        for (Part part : from) {
            flat.add(
                    ImageWrapper.isImage(part)
                            ? new Part(part.name(), new int[] {part.size()}, ElementType.FLOAT32)
                            : part);
        }
        space =
                seen.isSingle()
                        ? ObservationSpace.vector(flat.get(0).size())
                        : ObservationSpace.together(flat.toArray(Part[]::new));
    }

    @Override
    public ObservationSpace observationSpace() {
        return space;
    }

    /** What was at a place before may be elsewhere now. */
    @Override
    public int[] velocityIndices() {
        return new int[0];
    }

    @Override
    Observation shown(Observation seen) {
        byte[] bytes = space.bytes() > 0 ? new byte[space.bytes()] : null;
        float[] floats = new float[space.floats()];
        int byteFrom = 0;
        int byteTo = 0;
        int floatFrom = 0;
        int floatTo = 0;
        for (Part part : from) {
            int size = part.size();
            if (part.type() == ElementType.FLOAT32) {
                System.arraycopy(seen.floats(), floatFrom, floats, floatTo, size);
                floatFrom += size;
                floatTo += size;
            } else if (ImageWrapper.isImage(part)) {
                for (int i = 0; i < size; i++) {
                    floats[floatTo + i] = (seen.bytes()[byteFrom + i] & 0xFF) / BYTE;
                }
                byteFrom += size;
                floatTo += size;
            } else {
                System.arraycopy(seen.bytes(), byteFrom, bytes, byteTo, size);
                byteFrom += size;
                byteTo += size;
            }
        }
        return seen.with(bytes, floats);
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of());
    }
}
