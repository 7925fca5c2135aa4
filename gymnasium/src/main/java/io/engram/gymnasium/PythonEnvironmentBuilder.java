package io.engram.gymnasium;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorSpec;
import io.engram.gymnasium.PythonTask.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Describes an environment of Python, and makes it: see {@link PythonEnvironments#of}.
 *
 * <pre>{@code
 * var envs = PythonEnvironments.of("ALE/Pong-v5")
 *         .option("frameskip", 1)
 *         .wrap("gymnasium.wrappers.AtariPreprocessing", Map.of("screen_size", 84))
 *         .wrap("gymnasium.wrappers.FrameStackObservation", Map.of("stack_size", 4))
 *         .vector(16);
 * }</pre>
 *
 * <p>What describes the task is saved with a run and found again in {@link #spec()}; what belongs
 * to the machine (the Python, workers, limits, variables) is not.
 */
public final class PythonEnvironmentBuilder {
    private PythonTask task;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private @Nullable Python python;
    private int workers;
    private boolean restart;
    private Duration startLimit = Workplace.LIMIT;
    private Duration limit = Workplace.LIMIT;
    private Consumer<String> printed = line -> {};

    PythonEnvironmentBuilder(String id) {
        task = PythonTask.of(id);
    }

    /**
     * An argument of the environment.
     *
     * @param name the name of the keyword argument in Python
     * @param value a text, a number, true or false, or a list of them
     * @return this
     */
    public PythonEnvironmentBuilder option(String name, Object value) {
        task = task.with(name, value);
        return this;
    }

    /**
     * Arguments of the environment.
     *
     * @param options values by the names of the keyword arguments in Python
     * @return this
     */
    public PythonEnvironmentBuilder options(Map<String, Object> options) {
        options.forEach(this::option);
        return this;
    }

    /**
     * What {@code reset} is given as {@code options} each time; nothing unless set.
     *
     * @param options values by name
     * @return this
     */
    public PythonEnvironmentBuilder resetOptions(Map<String, Object> options) {
        task = task.with(Setting.RESET_OPTIONS, Map.copyOf(options));
        return this;
    }

    /**
     * Puts a wrapper of Python around what there is so far.
     *
     * @param name its dotted name, such as {@code minigrid.wrappers.ImgObsWrapper}
     * @return this
     */
    public PythonEnvironmentBuilder wrap(String name) {
        return wrap(name, Map.of());
    }

    /**
     * Puts a wrapper of Python around what there is so far.
     *
     * @param name its dotted name, such as {@code gymnasium.wrappers.AtariPreprocessing}
     * @param arguments values by the names of its keyword arguments
     * @return this
     */
    public PythonEnvironmentBuilder wrap(String name, Map<String, Object> arguments) {
        task = task.withMore(Setting.WRAPPERS, PythonTask.wrapper(name, arguments));
        return this;
    }

    /**
     * A module that is imported before the environment is made, since it registers it.
     *
     * @param module its name, such as {@code ale_py}
     * @return this
     */
    public PythonEnvironmentBuilder importing(String module) {
        task = task.withMore(Setting.IMPORTS, module);
        return this;
    }

    /**
     * Leaves a part of the observation out, such as a text.
     *
     * @param part its name: the keys of Dict and the numbers of Tuple, joined by dots
     * @return this
     */
    public PythonEnvironmentBuilder leaveOut(String part) {
        task = task.withMore(Setting.LEAVE_OUT, part);
        return this;
    }

    /**
     * The name in {@code info} of the legal choices: an array with a flag for each choice of each
     * branch. {@code action_mask} unless set; where there is none of the name, all are legal.
     *
     * @param name the name
     * @return this
     */
    public PythonEnvironmentBuilder actionMask(String name) {
        task = task.with(Setting.ACTION_MASK, name);
        return this;
    }

    /**
     * Says that pictures have their channels last or first. Unless set, an array of three axes has
     * them last if the last has at most 4 entries and the first more.
     *
     * @param last true for rows, columns, channels; false for channels, rows, columns
     * @return this
     */
    public PythonEnvironmentBuilder channelsLast(boolean last) {
        task = task.with(Setting.CHANNELS, last ? "last" : "first");
        return this;
    }

    /**
     * The mode in which the environment draws itself for films. Unless set, {@code rgb_array} if it
     * has that.
     *
     * @param mode a mode that gives rows of RGB, such as {@code debug_rgb_array}
     * @return this
     */
    public PythonEnvironmentBuilder renderMode(String mode) {
        task = task.with(Setting.RENDER_MODE, mode);
        return this;
    }

    /**
     * Makes the environment anew before each episode, which takes its time: for one in which an
     * episode leaves traces in the next, so that it would not come back from a checkpoint.
     *
     * @return this
     */
    public PythonEnvironmentBuilder newEachEpisode() {
        task = task.with(Setting.NEW_EACH_EPISODE, true);
        return this;
    }

    /**
     * Seeds the first episode only, as Gymnasium's vectors do, and lets the environment draw the
     * others from where it is: for one that takes long to be seeded, as Atari's games, which are
     * loaded anew. Neither a run nor a test comes back to the bit then: a resumed run goes on in
     * new episodes, with {@code anotherTask()}.
     *
     * @return this
     */
    public PythonEnvironmentBuilder seedOnce() {
        task = task.with(Setting.SEED_ONCE, true);
        return this;
    }

    /**
     * Tells the numbers of {@code info} in every step; otherwise in the last one of an episode.
     *
     * @return this
     */
    public PythonEnvironmentBuilder infoEveryStep() {
        task = task.with(Setting.INFO_EVERY_STEP, true);
        return this;
    }

    /**
     * The Python that plays these environments; the one of {@link PythonEnvironments#python()}
     * unless set.
     *
     * @param python the Python
     * @return this
     */
    public PythonEnvironmentBuilder python(Python python) {
        this.python = python;
        return this;
    }

    /**
     * How many processes N environments share; as many as there are processors unless set. As many
     * as environments for those that wait for something else, or that have something in common
     * within a process, such as the generator of {@code random} or {@code numpy.random}.
     *
     * @param count at least 1
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public PythonEnvironmentBuilder workers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("workers must be at least 1, but is " + count);
        }
        workers = count;
        return this;
    }

    /**
     * Cuts an episode off whose process was lost ({@code truncated}, with {@code process_restarted}
     * in its info) and begins the next in a new process. Unless set, a lost process is a failure of
     * its environments; when they are reset after it, they begin in a new one too.
     *
     * @return this
     */
    public PythonEnvironmentBuilder restartLostProcesses() {
        restart = true;
        return this;
    }

    /**
     * How long a process may take to begin, and to make an environment; two minutes unless set.
     *
     * @param limit more than nothing
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public PythonEnvironmentBuilder startTimeout(Duration limit) {
        startLimit = positive("startTimeout", limit);
        return this;
    }

    /**
     * How long a process may take for a step or a reset of all of its environments; two minutes
     * unless set. One that takes longer is ended.
     *
     * @param limit more than nothing
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public PythonEnvironmentBuilder timeout(Duration limit) {
        this.limit = positive("timeout", limit);
        return this;
    }

    private static Duration positive(String name, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(
                    name + " must be more than nothing, but is " + limit);
        }
        return limit;
    }

    /**
     * A folder in which Python looks for modules besides its own and the present one. It is saved
     * with a run as it is written.
     *
     * @param folder the folder
     * @return this
     */
    public PythonEnvironmentBuilder modules(Path folder) {
        task = task.withMore(Setting.MODULES, folder.toString());
        return this;
    }

    /**
     * A variable of the processes' environment, such as {@code MUJOCO_GL}.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public PythonEnvironmentBuilder variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /**
     * Takes what environments print, line by line, on threads of its own. Unless set, it is kept
     * for the message of a process that is lost, and not shown.
     *
     * @param lines takes each line
     * @return this
     */
    public PythonEnvironmentBuilder onPrint(Consumer<String> lines) {
        printed = lines;
        return this;
    }

    /**
     * How {@link io.engram.environment.Environments} makes this environment.
     *
     * @return the id with {@code python:} before it, and options
     */
    public EnvironmentSpec spec() {
        return task.spec();
    }

    /**
     * Makes an environment, in a process of its own.
     *
     * @param wrappers what to put around it here, innermost first
     * @return a new environment, to be closed
     * @throws IllegalArgumentException if it cannot be made, or a space of it cannot be translated
     * @throws IllegalStateException if there is no Python, or none with Gymnasium
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Environment make(UnaryOperator<Environment>... wrappers) {
        return factory(new Fleet(place()), wrappers).get();
    }

    /**
     * Makes N environments, which step at the same time in their processes.
     *
     * @param count N, at least 1
     * @param wrappers what to put around each here, innermost first
     * @return the environments
     * @throws IllegalArgumentException if they cannot be made, or a space cannot be translated
     * @throws IllegalStateException if there is no Python, or none with Gymnasium
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final VectorEnvironment vector(int count, UnaryOperator<Environment>... wrappers) {
        var fleet = new Fleet(place());
        fleet.begin(count);
        try {
            return new VectorSpec(count, VectorSpec.AS_MANY_THREADS_AS_HELP, List.of())
                    .make(factory(fleet, wrappers));
        } catch (RuntimeException e) {
            fleet.end();
            throw e;
        }
    }

    private Workplace place() {
        return new Workplace(
                python, workers, restart, startLimit, limit, Map.copyOf(variables), printed);
    }

    private Supplier<Environment> factory(Fleet fleet, UnaryOperator<Environment>[] wrappers) {
        PythonTask made = task;
        return () -> {
            Environment environment = new PythonEnvironment(made, fleet);
            for (UnaryOperator<Environment> wrapper : wrappers) {
                environment = wrapper.apply(environment);
            }
            return environment;
        };
    }
}
