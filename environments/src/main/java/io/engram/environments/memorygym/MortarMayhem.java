package io.engram.environments.memorygym;

import io.engram.environment.EnvironmentOptions;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Observation;
import java.util.List;
import java.util.Map;

/**
 * Mortar Mayhem: ten commands are shown one after the other; then the agent goes from tile to tile
 * as they said, and after each time of walking all tiles but the right one burn for a while. In the
 * variants B the commands are told all the time.
 *
 * <p>The observation is a picture of 3 × 84 × 84 bytes, and in the variants B 180 floats besides:
 * for each of up to 20 commands nine numbers, of which one is 1 (stay, right, left, up, down, right
 * down, right up, left down, left up). The agent goes in eight directions, or on a grid turns and
 * goes forward; actions have no effect while commands are shown. Each command that is followed
 * gives 0.1, so the best return is 1. An episode terminates with the first failure or the last
 * command; {@code info} of the last step has {@code success} and {@code commandsCompleted}, a
 * fraction. As in the original, a failure of the last command counts as a success there.
 *
 * <pre>{@code
 * var env = MortarMayhem.grid(EnvironmentOptions.of(Map.of("commandCount", List.of(3, 5))));
 * var picture = env.reset(42).bytes();
 * }</pre>
 */
public final class MortarMayhem extends MortarTask {
    /** The id of the task in eight directions. */
    public static final String V0 = "MortarMayhem-v0";

    /** The id of the task on a grid. */
    public static final String GRID_V0 = "MortarMayhem-Grid-v0";

    /** The id of the task in eight directions with the commands told. */
    public static final String B_V0 = "MortarMayhemB-v0";

    /** The id of the task on a grid with the commands told. */
    public static final String B_GRID_V0 = "MortarMayhemB-Grid-v0";

    private static final int OFFSET = 2;

    private final MortarVariant variant;
    private final int arenaSize;
    private final int allowedCommands;
    private final List<Integer> commandCounts;
    private final List<Integer> showDurations;
    private final List<Integer> showDelays;
    private final double rewardEpisodeSuccess;
    private float[] codes;
    private boolean success;

    /** The task in eight directions, {@code MortarMayhem-v0}. */
    public MortarMayhem() {
        this(EnvironmentOptions.none());
    }

    /**
     * The task in eight directions, {@code MortarMayhem-v0}, with options.
     *
     * @param options see {@link #description()}
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public MortarMayhem(EnvironmentOptions options) {
        this(MortarVariant.FREE, options);
    }

    private MortarMayhem(MortarVariant variant, EnvironmentOptions options) {
        super(variant, options, options.get(MortarOptions.ARENA_SIZE), agent(variant, options));
        this.variant = variant;
        arenaSize = options.get(MortarOptions.ARENA_SIZE);
        allowedCommands = options.get(variant.allowedCommands());
        commandCounts = options.get(variant.commandCount());
        showDurations = options.get(MortarOptions.COMMAND_SHOW_DURATION);
        showDelays = options.get(MortarOptions.COMMAND_SHOW_DELAY);
        rewardEpisodeSuccess = options.get(MortarOptions.REWARD_EPISODE_SUCCESS);
    }

    /**
     * The task on a grid, {@code MortarMayhem-Grid-v0}.
     *
     * @param options see {@link #description()}
     * @return a new environment
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public static MortarMayhem grid(EnvironmentOptions options) {
        return new MortarMayhem(MortarVariant.GRID, options);
    }

    /**
     * The task in eight directions with the commands told, {@code MortarMayhemB-v0}.
     *
     * @param options see {@link #description()}
     * @return a new environment
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public static MortarMayhem given(EnvironmentOptions options) {
        return new MortarMayhem(MortarVariant.GIVEN, options);
    }

    /**
     * The task on a grid with the commands told, {@code MortarMayhemB-Grid-v0}.
     *
     * @param options see {@link #description()}
     * @return a new environment
     * @throws IllegalArgumentException if an option is not known or not legal
     */
    public static MortarMayhem givenGrid(EnvironmentOptions options) {
        return new MortarMayhem(MortarVariant.GIVEN_GRID, options);
    }

    private static Agent agent(MortarVariant variant, EnvironmentOptions options) {
        int size = options.get(MortarOptions.ARENA_SIZE);
        int origin = MortarArena.origin(size);
        if (variant.isGrid()) {
            return new GridAgent(origin, MortarArena.TILE, size);
        }
        int end = origin + size * MortarArena.TILE;
        return new FreeAgent(
                        options.get(GymOptions.AGENT_SPEED), options.get(GymOptions.AGENT_SCALE))
                .within(origin, origin, end, end);
    }

    @Override
    void prepare(NumpyRandom random) {
        int tile = random.integers(0, arenaSize * arenaSize);
        if (variant == MortarVariant.GIVEN) {
            int offsetX = random.integers(-OFFSET, OFFSET);
            placeAgent(tile, offsetX, random.integers(-OFFSET, OFFSET));
        } else {
            placeAgent(tile, 0, 0);
        }
        success = false;
        drawCommands(random);
        if (variant.isGiven()) {
            codes = new float[MortarVariant.CODES];
            for (int i = 0; i < commands.size(); i++) {
                codes[i * Command.COUNT + commands.get(i).code()] = 1;
            }
        } else {
            int duration = random.choice(showDurations);
            show(0, duration, random.choice(showDelays));
        }
    }

    /** Each command leads to a tile of the arena. */
    private void drawCommands(NumpyRandom random) {
        int column = agentColumn();
        int row = agentRow();
        int count = random.choice(commandCounts);
        var possible = new Command[Command.COUNT];
        for (int i = 0; i < count; i++) {
            int found = 0;
            for (int number = 0; number < allowedCommands; number++) {
                Command command = Command.of(number);
                if (isInside(column + command.columns()) && isInside(row + command.rows())) {
                    possible[found++] = command;
                }
            }
            Command chosen = possible[random.integers(0, found)];
            commands.add(chosen);
            column += chosen.columns();
            row += chosen.rows();
        }
    }

    private boolean isInside(int tile) {
        return tile >= 0 && tile < arenaSize;
    }

    @Override
    void finishCommand(boolean followed) {}

    @Override
    void finishSequence() {
        success = true;
        end(rewardEpisodeSuccess);
    }

    @Override
    boolean isTimeUp() {
        return false;
    }

    @Override
    Map<String, Double> measurements() {
        double completed = current() - 1 + (success ? 1 : 0);
        return Map.of(
                "success", success ? 1.0 : 0.0, "commandsCompleted", completed / commands.size());
    }

    @Override
    Observation observe(byte[] picture) {
        return variant.isGiven()
                ? Observation.of(picture, codes.clone())
                : Observation.ofBytes(picture);
    }
}
