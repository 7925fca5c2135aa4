package io.engram.environments.memory;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * var wider = PocMemory.builder().stepSize(0.1).glob(true).freeze(false).build();
 * }</pre>
 */
public final class PocMemory implements Environment {
    /** The id of the task. */
    public static final String ID = "PocMemory-v0";

    /** The name of the last step's measurement: 1 if the good end was reached, 0 if the bad. */
    public static final String SUCCESS = "success";

    private static final int SHOW_STEPS = 2;
    private static final double TIME_PENALTY = 0.1;
    private static final double DEFAULT_STEP_SIZE = 0.2;
    private static final int MAX_CELLS = 100;
    private static final ObservationSpace OBSERVATIONS = ObservationSpace.vector(3);
    private static final ActionSpace ACTIONS = ActionSpace.discrete(2);

    private final double stepSize;
    private final boolean glob;
    private final boolean freeze;
    private final int cells;

    private int goodSide;
    private int cell;
    private int steps;
    private boolean running;

    /** The task with its defaults. */
    public PocMemory() {
        this(new Builder());
    }

    private PocMemory(Builder builder) {
        stepSize = builder.stepSize;
        glob = builder.glob;
        freeze = builder.freeze;
        cells = (int) Math.round(1 / stepSize);
    }

    /**
     * Begins a task with other options.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ObservationSpace observationSpace() {
        return OBSERVATIONS;
    }

    @Override
    public ActionSpace actionSpace() {
        return ACTIONS;
    }

    @Override
    public Observation reset(long seed) {
        var random = new NumpyRandom(seed);
        // Near the middle the start tells nothing of the end; 0.4 on either side with the defaults.
        int farthest = glob ? cells - 1 : Math.min(cells - 1, Math.max(2, cells * 2 / 5));
        cell = random.integers(-farthest, farthest + 1);
        goodSide = random.integers(0, 2) == 0 ? -1 : 1;
        steps = 0;
        running = true;
        return observation(true);
    }

    @Override
    public Step step(Action action) {
        if (!running) {
            throw new IllegalStateException("call reset(seed) to begin an episode");
        }
        boolean shown = steps < SHOW_STEPS;
        steps++;
        if (shown && freeze) {
            return Step.of(observation(true), 0);
        }
        cell += action.choice() == 1 ? 1 : -1;
        if (Math.abs(cell) < cells) {
            return Step.of(observation(shown), -TIME_PENALTY);
        }
        running = false;
        boolean success = Integer.signum(cell) == goodSide;
        double end = 1 + (cells + 1) * TIME_PENALTY;
        return new Step(
                observation(shown),
                success ? end : -end,
                true,
                false,
                Map.of(SUCCESS, success ? 1.0 : 0.0));
    }

    private Observation observation(boolean shown) {
        float goal = shown ? goodSide : 0;
        return Observation.of(0 - goal, (float) (cell / (double) cells), goal);
    }

    @Override
    public BufferedImage render() {
        return PocMemoryPicture.of(cells, cell, goodSide, steps <= SHOW_STEPS, !running);
    }

    @Override
    public int framesPerSecond() {
        return 4;
    }

    @Override
    public Optional<EnvironmentSpec> spec() {
        var options = new HashMap<String, Object>();
        if (stepSize != DEFAULT_STEP_SIZE) {
            options.put("stepSize", stepSize);
        }
        if (glob) {
            options.put("glob", true);
        }
        if (!freeze) {
            options.put("freeze", false);
        }
        return Optional.of(new EnvironmentSpec(ID, options, List.of()));
    }

    /** The options of a {@link PocMemory}. */
    public static final class Builder {
        private double stepSize = DEFAULT_STEP_SIZE;
        private boolean glob;
        private boolean freeze = true;

        private Builder() {}

        /**
         * How far one action goes. Smaller steps make longer episodes.
         *
         * @param size 1 divided by a whole number from 2 to 100; default 0.2
         * @return this builder
         */
        public Builder stepSize(double size) {
            stepSize = size;
            return this;
        }

        /**
         * Whether an episode may begin anywhere between the ends, rather than near the middle.
         *
         * @param anywhere default false
         * @return this builder
         */
        public Builder glob(boolean anywhere) {
            glob = anywhere;
            return this;
        }

        /**
         * Whether the agent stands still while the goals are shown.
         *
         * @param still default true
         * @return this builder
         */
        public Builder freeze(boolean still) {
            freeze = still;
            return this;
        }

        /**
         * Makes the task.
         *
         * @return a new environment
         * @throws IllegalArgumentException if the step size is out of its range
         */
        public PocMemory build() {
            double count = 1 / stepSize;
            boolean whole = Math.abs(count - Math.rint(count)) < 1e-6;
            if (!(whole && count > 1.5 && count < MAX_CELLS + 0.5)) {
                throw new IllegalArgumentException(
                        "stepSize must be 1 divided by a whole number from 2 to 100, but is "
                                + stepSize);
            }
            return new PocMemory(this);
        }
    }
}
