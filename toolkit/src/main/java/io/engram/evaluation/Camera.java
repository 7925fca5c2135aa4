package io.engram.evaluation;

import io.engram.video.VideoWriter;
import java.awt.image.BufferedImage;

/** Films episodes one after the other. */
final class Camera implements EpisodePlayer.Spectator {
    private final VideoWriter writer;
    private final int framesPerSecond;
    private final Framing framing;
    private int lastEpisode;
    private BufferedImage lastFrame;

    Camera(VideoWriter writer, int framesPerSecond, Framing framing) {
        this.writer = writer;
        this.framesPerSecond = framesPerSecond;
        this.framing = framing;
    }

    @Override
    public void see(Moment moment) {
        if (moment.episode() != lastEpisode && lastFrame != null) {
            hold();
        }
        lastEpisode = moment.episode();
        lastFrame = framing.frame(moment, Integer.MAX_VALUE);
        writer.write(lastFrame);
    }

    /** Rests on the end of an episode for half a second. */
    private void hold() {
        for (int i = 0; i < framesPerSecond / 2; i++) {
            writer.write(lastFrame);
        }
    }
}
