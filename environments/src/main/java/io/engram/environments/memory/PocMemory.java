package io.engram.environments.memory;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * A strip with a good end and a bad end, of which an agent sees which is which for the first two
 * steps only: the smallest task that cannot be solved without a memory. It is that of MarcoMeter's
 * recurrent PPO.
 *
 * <p>The observation is the left goal, the position and the right goal, where a goal is 1 (good),
 * -1 (bad) or 0 (hidden) and the position is -1 to 1. Action 0 goes to the left, 1 to the right.
 * Every move gives -0.1; the ends give plus or minus (1 + 0.1 · (cells to one side + 1)), and
 * terminate the episode. {@code info} of the last step has {@code success}, 1 or 0. There is no
 * limit of steps. With the defaults the best return is 1.2 on average.
 *
 * <pre>{@code
 * var env = new PocMemory();
 * var wider = Environments.make(PocMemory.ID, Map.of("stepSize", 0.1, "glob", true));
 * }</pre>
 */
public final class PocMemory extends CheckedEnvironment {
    /** The id of the task. */
    public static final String ID = "PocMemory-v0";

    /** The name of the last step's measurement: 1 if the good end was reached, 0 if the bad. */
    public static final String SUCCESS = "success";

    private static final EnvironmentOption<Double> STEP_SIZE =
            EnvironmentOption.number(
                    "stepSize",
                    0.2,
                    0.01,
                    0.5,
                    "how far an action goes, 1 divided by a whole number from 2 to 100");
    private static final EnvironmentOption<Boolean> GLOB =
            EnvironmentOption.flag(
                    "glob", false, "begin anywhere between the ends, not near the middle");
    private static final EnvironmentOption<Boolean> FREEZE =
            EnvironmentOption.flag("freeze", true, "stand still while the goals are shown");

    private static final int SHOW_STEPS = 2;
    private static final double TIME_PENALTY = 0.1;

    private final boolean glob;
    private final boolean freeze;
    private final int cells;

    private int goodSide;
    private int cell;
    private boolean over;

    /** The task with its defaults. */
    public PocMemory() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options stepSize, glob, freeze
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public PocMemory(EnvironmentOptions options) {
        super(describe(cells(options.get(STEP_SIZE))), options);
        glob = options.get(GLOB);
        freeze = options.get(FREEZE);
        cells = cells(options.get(STEP_SIZE));
    }

    private static int cells(double stepSize) {
        double count = 1 / stepSize;
        if (Math.abs(count - Math.rint(count)) > 1e-6) {
            throw new IllegalArgumentException(
                    "option stepSize must be 1 divided by a whole number from 2 to 100, but is "
                            + stepSize);
        }
        return (int) Math.rint(count);
    }

    private static EnvironmentDescription describe(int cells) {
        return EnvironmentDescription.of(
                        ID, "Walk to the end that was marked as good in the first two steps.")
                .observation(
                        ObservationSpace.vector(3),
                        "left goal, position, right goal; a goal is 1, -1, or 0 once hidden")
                .bounds(-1, 1)
                .action(ActionSpace.discrete(2), "left, right")
                .rewards(-end(cells), end(cells))
                .success("the good end is reached; info has success 1")
                .source("MarcoMeter's recurrent PPO (MIT)")
                .options(STEP_SIZE, GLOB, FREEZE);
    }

    private static double end(int cells) {
        return 1 + (cells + 1) * TIME_PENALTY;
    }

    @Override
    protected Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        // Near the middle the start tells nothing of the end; 0.4 on either side with the defaults.
        int farthest = glob ? cells - 1 : Math.min(cells - 1, Math.max(2, cells * 2 / 5));
        cell = random.integers(-farthest, farthest + 1);
        goodSide = random.integers(0, 2) == 0 ? -1 : 1;
        over = false;
        return observation(true);
    }

    @Override
    protected Step advance(Action action) {
        boolean shown = steps() <= SHOW_STEPS;
        if (shown && freeze) {
            return Step.of(observation(true), 0);
        }
        cell += action.choice() == 1 ? 1 : -1;
        over = Math.abs(cell) == cells;
        if (!over) {
            return Step.of(observation(shown), -TIME_PENALTY);
        }
        boolean success = Integer.signum(cell) == goodSide;
        return new Step(
                observation(shown),
                success ? end(cells) : -end(cells),
                true,
                false,
                Map.of(SUCCESS, success ? 1.0 : 0.0));
    }

    private Observation observation(boolean shown) {
        float goal = shown ? goodSide : 0;
        return Observation.of(0 - goal, (float) (cell / (double) cells), goal);
    }

    @Override
    protected boolean save(SnapshotWriter to) {
        to.put(cell);
        return true;
    }

    @Override
    protected void load(SnapshotReader from) {
        cell = from.nextInt();
    }

    @Override
    protected BufferedImage draw() {
        return PocMemoryPicture.of(cells, cell, goodSide, steps() <= SHOW_STEPS, over);
    }

    @Override
    public int framesPerSecond() {
        return 4;
    }
}
