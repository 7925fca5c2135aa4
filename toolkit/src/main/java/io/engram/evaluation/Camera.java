package io.engram.evaluation;

import io.engram.video.VideoWriter;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** Films episodes, each frame with a line that tells which episode and how it goes. */
final class Camera implements EpisodePlayer.Spectator {
    private static final int BAND = 22;

    private final VideoWriter writer;
    private final int framesPerSecond;
    private int lastEpisode;
    private BufferedImage lastFrame;

    Camera(VideoWriter writer, int framesPerSecond) {
        this.writer = writer;
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public void see(int episode, int step, double totalReward, BufferedImage picture) {
        if (episode != lastEpisode && lastFrame != null) {
            hold();
        }
        lastEpisode = episode;
        lastFrame = captioned(caption(episode, step, totalReward), picture);
        writer.write(lastFrame);
    }

    private static String caption(int episode, int step, double totalReward) {
        return String.format(
                Locale.ROOT,
                "episode %d    step %d    return %.1f",
                episode + 1,
                step,
                totalReward);
    }

    /** Rests on the end of an episode for half a second. */
    private void hold() {
        for (int i = 0; i < framesPerSecond / 2; i++) {
            writer.write(lastFrame);
        }
    }

    /** A picture below a line of text. */
    static BufferedImage captioned(String text, BufferedImage picture) {
        var frame =
                new BufferedImage(
                        picture.getWidth(), picture.getHeight() + BAND, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = frame.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(new Color(0x22, 0x28, 0x31));
            graphics.fillRect(0, 0, frame.getWidth(), BAND);
            graphics.drawImage(picture, 0, BAND, null);
            graphics.setColor(Color.WHITE);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
            graphics.drawString(text, 8, 16);
        } finally {
            graphics.dispose();
        }
        return frame;
    }
}
