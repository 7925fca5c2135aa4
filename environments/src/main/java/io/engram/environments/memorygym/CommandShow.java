package io.engram.environments.memorygym;

import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import java.util.List;

/** Commands shown one after the other, each for some frames with blank frames after it. */
final class CommandShow {
    private List<Command> commands = List.of();
    private int duration = 1;
    private int period = 1;
    private int frame;

    /** Begins to show commands; {@link #next} gives the first frame. */
    void begin(List<Command> shown, int framesOfOne, int blankFrames) {
        commands = shown;
        duration = framesOfOne;
        period = framesOfOne + blankFrames;
        frame = -1;
    }

    /** Whether frames are left to show. */
    boolean isRunning() {
        return frame + 1 < commands.size() * period;
    }

    /** Goes to the next frame; past the last, nothing is shown. */
    void next() {
        frame++;
    }

    /** The command of the present frame, or null if it is blank or all is over. */
    Command current() {
        boolean shown = frame >= 0 && frame < commands.size() * period && frame % period < duration;
        return shown ? commands.get(frame / period) : null;
    }

    /** Writes what changes in an episode. */
    void save(SnapshotWriter to) {
        to.put(Command.numbers(commands)).put(duration).put(period).put(frame);
    }

    /** Reads what {@link #save} wrote. */
    void load(SnapshotReader from) {
        commands = Command.of(from.nextInts());
        duration = from.nextInt();
        period = from.nextInt(1, Integer.MAX_VALUE);
        frame = from.nextInt(-1, Integer.MAX_VALUE);
    }
}
