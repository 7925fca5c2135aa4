package io.engram.evaluation;

import io.engram.environment.Environment;
import io.engram.plot.EpisodePlot;
import io.engram.plot.EpisodePlot.Frame;
import io.engram.show.Thumbnail;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps frames of an episode at equal distances, however long it gets: when there are too many,
 * every second one goes.
 */
final class FrameKeeper {
    private static final int MOST = 128;

    private final Environment environment;
    private final List<Frame> frames = new ArrayList<>();
    private int distance = 1;
    private boolean isBlind;

    FrameKeeper(Environment environment) {
        this.environment = environment;
    }

    /** Looks at the state after so many steps, if it is time to. */
    void look(int step) {
        if (isBlind || step % distance != 0) {
            return;
        }
        if (frames.size() == MOST) {
            distance *= 2;
            frames.removeIf(frame -> frame.step() % distance != 0);
            if (step % distance != 0) {
                return;
            }
        }
        try {
            var picture = Thumbnail.of(environment.render(), EpisodePlot.FRAME_PIXELS);
            frames.add(new Frame(step, picture));
        } catch (IllegalStateException e) {
            // An environment without a picture says so in this way.
            isBlind = true;
        }
    }

    List<Frame> frames() {
        return frames;
    }
}
