package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.Step;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;

/**
 * Takes each action k times, as {@link RepeatAction} does, and shows of images the brighter of the
 * last two frames at each pixel, since some games draw some things in every second frame only (Mnih
 * et al. 2015). Everything else is shown as it is after the last step; where the episode ends after
 * one step, so is the image.
 *
 * <p>Images are parts of bytes with two axes or more.
 *
 * <pre>{@code
 * var env = new FrameStack(new GreyImage(new ResizeImage(new FrameSkip(game, 4), 84, 84)), 4);
 * }</pre>
 */
public final class FrameSkip extends ActionRepeater {

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param k how often each action is taken, at least 1
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public FrameSkip(Environment inner, int k) {
        super(inner, k);
    }

    @Override
    Step shown(Step before, Step last) {
        return before == null
                ? last
                : last.withObservation(brighter(before.observation(), last.observation()));
    }

    private Observation brighter(Observation before, Observation last) {
        if (last.byteCount() == 0) {
            return last;
        }
        byte[] one = before.bytes();
        byte[] pixels = last.bytes().clone();
        int from = 0;
        for (Part part : observationSpace().parts()) {
            if (part.type() == ElementType.UINT8) {
                int to = from + part.size();
                boolean image = part.shape().length > 1;
                for (int i = from; image && i < to; i++) {
                    if ((one[i] & 0xFF) > (pixels[i] & 0xFF)) {
                        pixels[i] = one[i];
                    }
                }
                from = to;
            }
        }
        return last.with(pixels, last.floatCount() > 0 ? last.floats() : null);
    }
}
