package io.engram.environments.memorygym;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
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
    private static final int SHOW_FRAMES_PER_SECOND = 3;

    private final MortarOptions settings;
    private final int framesPerSecond;
    private final List<Command> commands = new ArrayList<>();
    private final CommandShow show = new CommandShow();
    private MortarArena arena;
    private Agent agent;
    private int explosionDuration;
    private int explosionDelay;
    private int current;
    private int completed;
    private int targetColumn;
    private int targetRow;
    private int calmSteps;
    private int burningSteps;
    private double reward;
    private boolean over;

    MortarTask(
            EnvironmentDescription description,
            EnvironmentOptions options,
            MortarOptions settings,
            int framesPerSecond) {
        super(description, options);
        this.settings = settings;
        this.framesPerSecond = framesPerSecond;
    }

    /** Begins an episode on an arena with an agent in its place. */
    final void enter(MortarArena onArena, Agent withAgent) {
        arena = onArena;
        agent = withAgent;
        arena.calm();
        agent.turn = 0;
        commands.clear();
        current = 0;
        completed = 0;
        calmSteps = 0;
        burningSteps = 0;
        targetColumn = arena.tileAt(agent.x);
        targetRow = arena.tileAt(agent.y);
    }

    /** Appends a command to those that the agent must follow. */
    final void append(Command command) {
        commands.add(command);
    }

    /** The number of commands of this episode so far. */
    final int commandCount() {
        return commands.size();
    }

    /** The command of a place in the sequence. */
    final Command command(int index) {
        return commands.get(index);
    }

    /** Draws the times of the fire, and sets the first target. */
    final void prepare(NumpyRandom random) {
        explosionDuration = random.choice(settings.explosionDuration());
        explosionDelay = random.choice(settings.explosionDelay());
        moveTarget();
    }

    /** Shows the commands from one on. */
    final void show(int first, int duration, int delay) {
        show.begin(List.copyOf(commands.subList(first, commands.size())), duration, delay);
    }

    /** The first frame of a show, which is that of the reset. */
    final void beginShow() {
        show.next();
    }

    /** Ends the episode. */
    final void end() {
        over = true;
    }

    /** Adds to the reward of this step. */
    final void reward(double value) {
        reward += value;
    }

    /** Starts over with the first command; the fire goes on. */
    final void repeat() {
        current = 0;
        burningSteps = 0;
    }

    /** The number of commands that were followed, or failed, since the sequence began. */
    final int current() {
        return current;
    }

    /** The number of commands that were followed in this episode. */
    final int completed() {
        return completed;
    }

    /** The column of the tile to be on. */
    final int targetColumn() {
        return targetColumn;
    }

    /** The row of the tile to be on. */
    final int targetRow() {
        return targetRow;
    }

    /** Called when the last command was followed or failed. */
    abstract void finishSequence(boolean followed);

    /** The measurements of an episode's last step. */
    abstract Map<String, Double> measurements();

    /** What the agent sees besides the picture; null if nothing. */
    float[] commandCodes() {
        return null;
    }

    @Override
    protected Step advance(Action action) {
        reward = 0;
        over = false;
        boolean watching = show.isRunning();
        show.next();
        if (!watching) {
            agent.act(action);
            execute();
        }
        over |= steps() == settings.maxSteps();
        return new Step(observation(), reward, over, false, over ? measurements() : Map.of());
    }

    private void execute() {
        boolean onTarget =
                arena.tileAt(agent.x) == targetColumn && arena.tileAt(agent.y) == targetRow;
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
            completed++;
            reward += settings.rewardCommandSuccess();
        } else {
            over = true;
            reward += settings.rewardCommandFailure();
        }
        if (current == commands.size()) {
            finishSequence(onTarget);
        }
        calmSteps = 1;
    }

    /** A failure replaces what the step gave before. */
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
            over = true;
            reward = settings.rewardCommandFailure();
        }
        burningSteps++;
    }

    private void moveTarget() {
        Command command = commands.get(current);
        targetColumn = Math.floorMod(targetColumn + command.columns(), arena.size());
        targetRow = Math.floorMod(targetRow + command.rows(), arena.size());
    }

    /** What the agent sees now. */
    final Observation observation() {
        byte[] picture = picture().bytes();
        float[] codes = commandCodes();
        return codes == null ? Observation.ofBytes(picture) : Observation.of(picture, codes);
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
    protected final BufferedImage draw() {
        var screen = picture();
        arena.mark(screen, targetColumn, targetRow);
        return screen.enlarged();
    }

    /** Few frames a second while commands are shown, so that a viewer can read them. */
    @Override
    public final int framesPerSecond() {
        return show.isRunning() ? SHOW_FRAMES_PER_SECOND : framesPerSecond;
    }
}
