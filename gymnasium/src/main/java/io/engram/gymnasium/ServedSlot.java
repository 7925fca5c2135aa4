package io.engram.gymnasium;

import io.engram.environment.Environment;
import io.engram.environment.EpisodeTracker;
import io.engram.environment.Step;
import io.engram.gymnasium.ServedOrder.Autoreset;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One environment that Python steps: the seeds of its episodes, and whether the present one is
 * over.
 */
final class ServedSlot {
    private final EpisodeTracker tracker;
    private final int index;
    private final Autoreset autoreset;
    private final int stepLimit;
    private final ServedMemory memory;
    private @Nullable RandomStream seeds;
    private boolean begun;
    private boolean over;
    private boolean masked;
    private Map<String, Double> info = Map.of();
    private Map<String, Double> lastInfo = Map.of();

    ServedSlot(Environment environment, int index, ServedOrder order, ServedMemory memory) {
        tracker =
                order.isSingle()
                        ? new EpisodeTracker(environment)
                        : new EpisodeTracker(environment, index);
        this.index = index;
        autoreset = order.autoreset();
        stepLimit = order.stepLimit();
        this.memory = memory;
    }

    Environment environment() {
        return tracker.environment();
    }

    boolean hasBegun() {
        return begun;
    }

    boolean isOver() {
        return over;
    }

    /** Whether the next step begins an episode, and its action does nothing. */
    boolean beginsNext() {
        return over && autoreset == Autoreset.NEXT_STEP;
    }

    /** What the last step or reset told besides. */
    Map<String, Double> info() {
        return info;
    }

    /** What the last step of an episode told, where the same step began the next one. */
    Map<String, Double> lastInfo() {
        return lastInfo;
    }

    /** Whether not all choices are legal. */
    boolean isMasked() {
        return masked;
    }

    /** Begins an episode of this seed, on which the seeds of those after it depend. */
    void reset(long seed) {
        seeds = RandomStream.of(seed, "environment");
        begin(seed);
    }

    /** Begins an episode of the next seed. */
    void reset() {
        if (seeds == null) {
            throw new IllegalStateException("the first reset needs a seed");
        }
        begin(seeds.nextLong());
    }

    private void begin(long seed) {
        begun = false;
        show(tracker.reset(seed));
        memory.result(index, 0, false, false);
        info = Map.of();
        lastInfo = Map.of();
        over = false;
        begun = true;
    }

    private void show(Observation seen) {
        memory.show(index, seen);
        masked = seen.legalChoices() != null;
    }

    void step(Action action) {
        if (beginsNext()) {
            reset();
            return;
        }
        begun = false;
        Step step = tracker.step(action);
        boolean truncated = step.truncated() || tracker.length() == stepLimit;
        over = step.terminated() || truncated;
        if (over && autoreset == Autoreset.SAME_STEP) {
            memory.showLast(index, step.observation());
            reset();
            lastInfo = step.info();
        } else {
            show(step.observation());
            info = step.info();
            lastInfo = Map.of();
        }
        memory.result(index, step.reward(), step.terminated(), truncated);
        begun = true;
    }
}
