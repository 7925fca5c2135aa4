package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes images, each by itself, whether they are all that is seen or parts of it. Everything else
 * is shown as it is. Remembers nothing.
 */
abstract class ImageWrapper extends ObservationWrapper {
    private final List<Part> from;
    private final List<Part> to;
    private final ObservationSpace space;

    /**
     * Goes around an environment.
     *
     * @param changed what becomes of a part; the part itself if nothing does
     */
    ImageWrapper(Environment inner, UnaryOperator<Part> changed) {
        super(inner);
        ObservationSpace seen = inner.observationSpace();
        from = seen.parts();
        to = from.stream().map(changed).toList();
        space =
                seen.isSingle()
                        ? ObservationSpace.array(to.get(0).type(), to.get(0).shape())
                        : ObservationSpace.together(to.toArray(Part[]::new));
    }

    static boolean isImage(Part part) {
        return part.shape().length > 1;
    }

    /** The image of a part, from its beginning in one array to its beginning in another. */
    abstract void change(int part, byte[] seen, int at, byte[] shown, int shownAt);

    /** The same with floats. */
    abstract void change(int part, float[] seen, int at, float[] shown, int shownAt);

    @Override
    public final ObservationSpace observationSpace() {
        return space;
    }

    @Override
    public final int[] velocityIndices() {
        return space.floats() == inner().observationSpace().floats()
                ? super.velocityIndices()
                : new int[0];
    }

    @Override
    Observation shown(Observation seen) {
        byte[] bytes = space.bytes() > 0 ? new byte[space.bytes()] : null;
        float[] floats = space.floats() > 0 ? new float[space.floats()] : null;
        int byteFrom = 0;
        int byteTo = 0;
        int floatFrom = 0;
        int floatTo = 0;
        for (int i = 0; i < from.size(); i++) {
            int size = from.get(i).size();
            boolean same = from.get(i).equals(to.get(i));
            if (from.get(i).type() == ElementType.UINT8) {
                if (same) {
                    System.arraycopy(seen.bytes(), byteFrom, bytes, byteTo, size);
                } else {
                    change(i, seen.bytes(), byteFrom, bytes, byteTo);
                }
                byteFrom += size;
                byteTo += to.get(i).size();
            } else {
                if (same) {
                    System.arraycopy(seen.floats(), floatFrom, floats, floatTo, size);
                } else {
                    change(i, seen.floats(), floatFrom, floats, floatTo);
                }
                floatFrom += size;
                floatTo += to.get(i).size();
            }
        }
        return seen.with(bytes, floats);
    }
}
