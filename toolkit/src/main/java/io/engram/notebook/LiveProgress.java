package io.engram.notebook;

import io.engram.training.Progress;
import io.engram.training.ProgressView;

/** The progress of a run in a live cell. */
final class LiveProgress implements ProgressView {
    private final LiveCell cell;

    LiveProgress(LiveCell cell) {
        this.cell = cell;
    }

    @Override
    public void update(Progress progress) {
        cell.update(new ProgressPanel(progress, ProgressChart.draw(progress)));
    }

    @Override
    public void close() {
        cell.close();
    }
}
