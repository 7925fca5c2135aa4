package io.engram.notebook;

import io.engram.plot.LiveChart;
import io.engram.training.Progress;
import io.engram.training.ProgressView;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;

/** The progress of a run in a live cell. */
final class LiveProgress implements ProgressView {
    private final LiveCell cell;

    LiveProgress(LiveCell cell) {
        this.cell = cell;
    }

    @Override
    public void update(Progress progress) {
        cell.update(new ProgressPanel(progress, curve(progress)));
    }

    /** The curves, or empty while there are fewer than two points of them. */
    static Optional<BufferedImage> curve(Progress progress) {
        if (Arrays.stream(progress.curveMean()).filter(Double::isFinite).count() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                new LiveChart("episode return", progress.secondName(), ProgressPanel.WIDTH, 260)
                        .draw(
                                progress.curveSteps(),
                                progress.curveMean(),
                                progress.curveLow(),
                                progress.curveHigh(),
                                progress.second()));
    }

    @Override
    public void close() {
        cell.close();
    }
}
