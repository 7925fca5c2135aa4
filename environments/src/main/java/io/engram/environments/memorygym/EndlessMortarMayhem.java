package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environments.random.NumpyRandom;
import java.util.List;
import java.util.Map;

/**
 * Endless Mortar Mayhem: as {@link MortarMayhem}, but after all commands were followed one more is
 * shown, and all of them must be followed again, from where the agent is. The arena has 6 × 6 tiles
 * and no edges: who leaves it on one side enters it on the other.
 *
 * <p>The observation is a picture of 3 × 84 × 84 bytes. Each command that is followed gives 0.1. An
 * episode terminates with the first failure; {@code info} of the last step has {@code
 * commandsCompleted}, a count, and {@code maxCommandSequence}, which is one too high if the last
 * command of a sequence failed, as in the original.
 *
 * <pre>{@code
 * var env = new EndlessMortarMayhem();
 * env.reset(42);
 * double[] target = env.groundTruth();
 * }</pre>
 */
public final class EndlessMortarMayhem extends MortarTask {
    /** The id of the task. */
    public static final String V0 = "Endless-MortarMayhem-v0";

    private static final int SIZE = 6;
    private static final int OFFSET = 2;

    private final int maxSteps;
    private final int allowedCommands;
    private final int initialCommandCount;
    private final List<Integer> showDurations;
    private final List<Integer> showDelays;
    private final double rewardNewCommandSuccess;
    private NumpyRandom random;
    private int showDuration;
    private int showDelay;
    private int completed;

    /** The task with its defaults. */
    public EndlessMortarMayhem() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task with options.
     *
     * @param options see {@link #description()}
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public EndlessMortarMayhem(EnvironmentOptions options) {
        super(
                MortarVariant.ENDLESS,
                options,
                SIZE,
                new WrappingAgent(
                        options.get(GymOptions.AGENT_SPEED), options.get(GymOptions.AGENT_SCALE)));
        maxSteps = options.get(MortarOptions.MAX_STEPS);
        allowedCommands = options.get(MortarVariant.ENDLESS.allowedCommands());
        initialCommandCount = options.get(MortarOptions.INITIAL_COMMAND_COUNT);
        showDurations = options.get(MortarOptions.COMMAND_SHOW_DURATION);
        showDelays = options.get(MortarOptions.COMMAND_SHOW_DELAY);
        rewardNewCommandSuccess = options.get(MortarOptions.REWARD_NEW_COMMAND_SUCCESS);
    }

    /**
     * Where the agent should be.
     *
     * @return the column and the row of the target, each 0 to 1
     */
    public double[] groundTruth() {
        double last = SIZE - 1;
        return new double[] {targetColumn() / last, targetRow() / last};
    }

    @Override
    void prepare(NumpyRandom ofEpisode) {
        random = ofEpisode;
        completed = 0;
        int tile = random.integers(0, SIZE * SIZE);
        int offsetX = random.integers(-OFFSET, OFFSET);
        placeAgent(tile, offsetX, random.integers(-OFFSET, OFFSET));
        for (int i = 0; i < initialCommandCount; i++) {
            addCommand();
        }
        showDuration = random.choice(showDurations);
        showDelay = random.choice(showDelays);
        show(0, showDuration, showDelay);
    }

    private void addCommand() {
        commands.add(Command.of(random.integers(0, allowedCommands)));
    }

    @Override
    void finishCommand(boolean followed) {
        if (followed) {
            completed++;
            if (current() == commands.size()) {
                reward(rewardNewCommandSuccess);
            }
        }
    }

    @Override
    void finishSequence() {
        addCommand();
        repeat();
        show(commands.size() - 1, showDuration, showDelay);
    }

    @Override
    boolean isTimeUp() {
        return steps() == maxSteps;
    }

    @Override
    Map<String, Double> measurements() {
        return Map.of(
                "commandsCompleted",
                (double) completed,
                "maxCommandSequence",
                commands.size() - 1.0);
    }

    @Override
    void saveMore(SnapshotWriter to) {
        to.put(random.state()).put(completed);
    }

    @Override
    void loadMore(SnapshotReader from) {
        random.restore(from.nextLongs());
        completed = from.nextInt();
    }
}
