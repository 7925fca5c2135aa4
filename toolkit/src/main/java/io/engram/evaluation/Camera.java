package io.engram.evaluation;

import java.awt.image.BufferedImage;

/** Films episodes one after the other. */
final class Camera implements EpisodePlayer.Spectator {
    private final Reel reel;
    private final Framing framing;
    private Moment last;

    Camera(Reel reel, Framing framing) {
        this.reel = reel;
        this.framing = framing;
    }

    @Override
    public void see(Moment moment) {
        if (last != null && moment.episode() != last.episode()) {
            reel.rest(frame(last));
        }
        last = moment;
        reel.add(() -> frame(moment));
    }

    private BufferedImage frame(Moment moment) {
        return framing.frame(moment, Integer.MAX_VALUE);
    }
}
