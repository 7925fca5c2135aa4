package io.engram.evaluation;

import java.awt.image.BufferedImage;

/** Films episodes one after the other. */
final class Camera implements EpisodePlayer.Spectator {
    private final Reel reel;
    private final Framing framing;
    private int lastEpisode;
    private BufferedImage lastFrame;

    Camera(Reel reel, Framing framing) {
        this.reel = reel;
        this.framing = framing;
    }

    @Override
    public void see(Moment moment) {
        if (moment.episode() != lastEpisode && lastFrame != null) {
            reel.rest(lastFrame);
        }
        lastEpisode = moment.episode();
        lastFrame = framing.frame(moment, Integer.MAX_VALUE);
        reel.add(lastFrame);
    }
}
