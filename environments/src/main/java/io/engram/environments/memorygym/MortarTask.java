package io.engram.environments.memorygym;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.environments.random.NumpyRandom;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the tasks of Mortar Mayhem have in common: commands are shown, then the agent goes from
 * target to target, and after each delay all tiles but the target burn for a while.
 */
abstract class MortarTask extends CheckedEnvironment {
    private final int framesPerSecond;
    private final List<Integer> explosionDurations;
    private final List<Integer> explosionDelays;
    private final double rewardCommandFailure;
    private final double rewardCommandSuccess;
    private final MortarArena arena;
    private final Agent agent;
    private final CommandShow show = new CommandShow();

    /** The commands to follow, in order. */
    final List<Command> commands = new ArrayList<>();

    private int explosionDuration;
    private int explosionDelay;
    private int current;
    private int targetColumn;
    private int targetRow;
    private int calmSteps;
    private int burningSteps;
    private double reward;
    private boolean over;

    MortarTask(MortarVariant variant, EnvironmentOptions options, int arenaSize, Agent agent) {
        super(variant.description(), options);
        framesPerSecond = variant.framesPerSecond();
        explosionDurations = options.get(variant.explosionDuration());
        explosionDelays = options.get(variant.explosionDelay());
        rewardCommandFailure = options.get(MortarOptions.REWARD_COMMAND_FAILURE);
        rewardCommandSuccess = options.get(MortarOptions.REWARD_COMMAND_SUCCESS);
        arena = new MortarArena(arenaSize, options.get(MortarOptions.VISUAL_FEEDBACK));
        this.agent = agent;
    }

    /** Puts the agent on its tile, and draws the commands of this episode and how to show them. */
    abstract void prepare(NumpyRandom random);

    /** Counts a command that was followed, or ended the episode. */
    abstract void finishCommand(boolean followed);

    /** Called besides after the last command. */
    abstract void finishSequence();

    /** Whether the episode ends with this step, whatever happens. */
    abstract boolean isTimeUp();

    /** The measurements of an episode's last step. */
    abstract Map<String, Double> measurements();

    /** Writes what else changes in an episode. */
    void saveMore(SnapshotWriter to) {}

    /** Reads what {@link #saveMore} wrote. */
    void loadMore(SnapshotReader from) {}

    /** The observation of a picture. */
    Observation observe(byte[] picture) {
        return Observation.ofBytes(picture);
    }

    @Override
    protected final Observation begin(long seed) {
        var random = new NumpyRandom(seed);
        arena.calm();
        commands.clear();
        current = 0;
        calmSteps = 0;
        burningSteps = 0;
        agent.turn = 0;
        prepare(random);
        explosionDuration = random.choice(explosionDurations);
        explosionDelay = random.choice(explosionDelays);
        targetColumn = agentColumn();
        targetRow = agentRow();
        moveTarget();
        show.next();
        return observe(picture().bytes());
    }

    /** Puts the agent near the middle of a tile; tiles are numbered down the columns. */
    final void placeAgent(int tile, int offsetX, int offsetY) {
        agent.x = arena.middle(tile / arena.size()) + offsetX;
        agent.y = arena.middle(tile % arena.size()) + offsetY;
    }

    final int agentColumn() {
        return arena.tileAt(agent.x);
    }

    final int agentRow() {
        return arena.tileAt(agent.y);
    }

    /** Shows the commands from one on, in the coming frames. */
    final void show(int first, int duration, int delay) {
        show.begin(List.copyOf(commands.subList(first, commands.size())), duration, delay);
    }

    @Override
    protected final Step advance(Action action) {
        reward = 0;
        over = false;
        boolean watching = show.isRunning();
        show.next();
        if (!watching) {
            agent.act(action);
            execute();
        }
        over |= isTimeUp();
        var observation = observe(picture().bytes());
        return new Step(observation, reward, over, false, over ? measurements() : Map.of());
    }

    private void execute() {
        boolean onTarget = agentColumn() == targetColumn && agentRow() == targetRow;
        if (!arena.isBurning() && calmSteps > 0 && calmSteps % explosionDelay == 0) {
            explode(onTarget);
        }
        if (arena.isBurning()) {
            burn(onTarget);
        } else {
            calmSteps++;
        }
    }

    private void explode(boolean onTarget) {
        current++;
        arena.burn(targetColumn, targetRow);
        if (onTarget) {
            reward += rewardCommandSuccess;
        } else {
            end(rewardCommandFailure);
        }
        finishCommand(onTarget);
        if (current == commands.size()) {
            finishSequence();
        }
        calmSteps = 1;
    }

    /** A death in the fire replaces what the step gave before. */
    private void burn(boolean onTarget) {
        if (burningSteps > 0 && burningSteps % explosionDuration == 0) {
            arena.calm();
            burningSteps = 0;
            if (current < commands.size()) {
                moveTarget();
            }
            return;
        }
        if (!onTarget) {
            reward = 0;
            end(rewardCommandFailure);
        }
        burningSteps++;
    }

    /** Ends the episode, and adds to the reward. */
    final void end(double value) {
        over = true;
        reward += value;
    }

    /** Adds to the reward of this step. */
    final void reward(double value) {
        reward += value;
    }

    /** Begins the commands again; the fire goes on. */
    final void repeat() {
        current = 0;
        burningSteps = 0;
    }

    /** The number of commands whose time is over, since the sequence began. */
    final int current() {
        return current;
    }

    final int targetColumn() {
        return targetColumn;
    }

    final int targetRow() {
        return targetRow;
    }

    /** Beyond an edge of the arena its other side follows, where commands lead there. */
    private void moveTarget() {
        Command command = commands.get(current);
        targetColumn = Math.floorMod(targetColumn + command.columns(), arena.size());
        targetRow = Math.floorMod(targetRow + command.rows(), arena.size());
    }

    private Screen picture() {
        var screen = arena.screen();
        agent.draw(screen);
        Command shown = show.current();
        if (shown != null) {
            CommandSymbols.draw(shown, screen);
        }
        return screen;
    }

    @Override
    protected final boolean save(SnapshotWriter to) {
        to.put(Command.numbers(commands)).put(current).put(targetColumn).put(targetRow);
        to.put(calmSteps).put(burningSteps).put(arena.isBurning());
        agent.save(to);
        show.save(to);
        saveMore(to);
        return true;
    }

    @Override
    protected final void load(SnapshotReader from) {
        commands.clear();
        commands.addAll(Command.of(from.nextInts()));
        current = from.nextInt(0, commands.size());
        targetColumn = from.nextInt();
        targetRow = from.nextInt();
        calmSteps = from.nextInt();
        burningSteps = from.nextInt();
        if (from.nextFlag()) {
            arena.burn(targetColumn, targetRow);
        }
        agent.load(from);
        show.load(from);
        loadMore(from);
    }

    /** What the agent sees four times as large, with a green ring on the target. */
    @Override
    protected final BufferedImage draw() {
        var screen = picture();
        arena.mark(screen, targetColumn, targetRow);
        return screen.enlarged();
    }

    @Override
    public final int framesPerSecond() {
        return framesPerSecond;
    }
}
