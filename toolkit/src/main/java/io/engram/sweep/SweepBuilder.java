package io.engram.sweep;

import io.engram.settings.ConfigFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Puts a {@link Sweep} together. */
public final class SweepBuilder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    final String name;
    private final Space space;
    private SweepBase base;
    private long[] seeds = {1, 2, 3};
    private Integer updates;
    private Integer atOnce;
    private Halving halving;
    private Path checkpoints;
    private Path logs;
    private SweepPlace place;

    SweepBuilder(String name) {
        this.name = name;
        space = new Space(name);
    }

    /**
     * What the runs have in common: a file of Engram that describes a whole run. What the sweep
     * sets is said otherwise, as {@link ConfigFile#with} does it, so its names are those of that
     * method.
     *
     * @param common the file
     * @return this builder
     */
    public SweepBuilder base(ConfigFile common) {
        base = new FileBase(Objects.requireNonNull(common, "common"));
        return this;
    }

    /**
     * What the runs have in common: a file, read as {@link ConfigFile#read(Path)} does.
     *
     * @param common the file
     * @return this builder
     * @throws IllegalArgumentException if the file is wrong
     */
    public SweepBuilder base(Path common) {
        return base(ConfigFile.read(common));
    }

    /**
     * What the runs have in common, in code: for environments, networks and wrappers of one's own.
     * {@link #updates} must be set, and names are free.
     *
     * <pre>{@code
     * .base((setting, name) -> {
     *     var envs = VectorEnvironment.of(16, MyTask::new);
     *     var network = RecurrentActorCritic.builder(envs).lstm(setting.integer("units")).build();
     *     return TrainingRun.builder(name, RecurrentPPO.builder().network(network).build(), envs);
     * })
     * }</pre>
     *
     * @param common begins a run
     * @return this builder
     */
    public SweepBuilder base(SweepBase common) {
        base = Objects.requireNonNull(common, "common");
        return this;
    }

    /**
     * Sets something to each of some values, in every combination with all else that is set.
     *
     * @param name what is set
     * @param values numbers, texts, flags, lists or schedules, at least one, none twice
     * @return this builder
     * @throws IllegalArgumentException if there is no value, or it is set already
     */
    public SweepBuilder grid(String name, Object... values) {
        space.grid(name, List.of(values));
        return this;
    }

    /**
     * Sets something to drawn values: {@link #draws} times one for each name that is drawn, each in
     * combination with the grid.
     *
     * @param name what is set
     * @param sampling how it is drawn
     * @return this builder
     * @throws IllegalArgumentException if it is set already
     */
    public SweepBuilder random(String name, Sampling sampling) {
        space.random(name, sampling);
        return this;
    }

    /**
     * How many times {@link #random} values are drawn.
     *
     * @param count at least 1; 10 unless set
     * @return this builder
     */
    public SweepBuilder draws(int count) {
        space.draws(count);
        return this;
    }

    /**
     * The source of the drawn values; the same seed draws the same ones.
     *
     * @param value any number; 1 unless set
     * @return this builder
     */
    public SweepBuilder seed(long value) {
        space.seed(value);
        return this;
    }

    /**
     * The seeds of the runs of each setting.
     *
     * @param each any numbers, none twice; 1, 2 and 3 unless set
     * @return this builder
     */
    public SweepBuilder seeds(long... each) {
        if (each.length == 0 || Arrays.stream(each).distinct().count() < each.length) {
            throw new IllegalArgumentException(
                    "seeds(…) needs numbers, none twice, but was given " + Arrays.toString(each));
        }
        seeds = each.clone();
        return this;
    }

    /**
     * How many updates each run makes.
     *
     * @param count at least 1; what the file says unless set
     * @return this builder
     */
    public SweepBuilder updates(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("updates must be at least 1, but is " + count);
        }
        updates = count;
        return this;
    }

    /**
     * How many runs are trained at once.
     *
     * @param count at least 1; as many as there are processors unless set, elsewhere as many as
     *     there is room for
     * @return this builder
     */
    public SweepBuilder atOnce(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("atOnce must be at least 1, but is " + count);
        }
        atOnce = count;
        return this;
    }

    /**
     * Trains only the best settings to the end.
     *
     * @param firstUpdates the updates after which settings are compared for the first time
     * @param reduction of how many settings one goes on, each time that many times as far
     * @return this builder
     * @throws IllegalArgumentException as {@link Halving} says
     */
    public SweepBuilder halving(int firstUpdates, int reduction) {
        halving = new Halving(firstUpdates, reduction);
        return this;
    }

    /**
     * Where the sweep has its checkpoints: {@code folder/sweep/run}.
     *
     * @param folder {@code checkpoints} unless set
     * @return this builder
     */
    public SweepBuilder checkpoints(Path folder) {
        checkpoints = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Where the sweep has its metrics: {@code folder/sweep/run}.
     *
     * @param folder {@code logs} unless set
     * @return this builder
     */
    public SweepBuilder logs(Path folder) {
        logs = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Trains the runs elsewhere than in this process, and keeps what comes of them there. What
     * makes such a place says how it is used: {@code io.engram.cluster.SparkSweep}.
     *
     * @param where trains the runs; {@link #checkpoints} and {@link #logs} are not said then
     * @return this builder
     */
    public SweepBuilder place(SweepPlace where) {
        place = Objects.requireNonNull(where, "where");
        return this;
    }

    /**
     * The name of the sweep.
     *
     * @return the name that it was given
     */
    public String name() {
        return name;
    }

    /**
     * Makes the sweep, and looks at every setting; it trains nothing yet. What an earlier sweep of
     * this name has trained is taken over; further settings and seeds, and more updates, are added
     * to it.
     *
     * @return the sweep
     * @throws IllegalArgumentException if a name, a value or a number is out of range, or the
     *     earlier sweep had something else in common or settings that this one has not
     * @throws IllegalStateException if nothing is said that the runs have in common, or folders of
     *     this machine are said for runs that are trained elsewhere
     */
    public Sweep build() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be letters, digits, dots, dashes and underscores, but is '%s'"
                            .formatted(name));
        }
        if (base == null) {
            throw new IllegalStateException(
                    "the sweep '%s' needs base(…): a file of configs/, or code that begins a run"
                            .formatted(name));
        }
        FileBase file = base instanceof FileBase described ? described : null;
        if (file == null && updates == null) {
            throw new IllegalStateException(
                    "the sweep '%s' needs updates(…), which its base does not say".formatted(name));
        }
        List<Map<String, Object>> all = space.settings();
        if (file != null) {
            file.check(all);
        }
        Integer given = updates;
        return new Sweep(
                name,
                all,
                seeds.clone(),
                new Sweep.Common(
                        file == null ? "" : file.text(),
                        base,
                        setting -> given != null ? given : file.updates(setting),
                        space.drawn()),
                atOnce,
                halving,
                place());
    }

    /**
     * Makes the sweep and trains it: {@code build().run()}.
     *
     * @return the sweep, with what came of it
     */
    public Sweep run() {
        return build().run();
    }

    private SweepPlace place() {
        if (place == null) {
            return new LocalPlace(
                    Objects.requireNonNullElse(checkpoints, Path.of("checkpoints")).resolve(name),
                    Objects.requireNonNullElse(logs, Path.of("logs")).resolve(name));
        }
        if (checkpoints != null || logs != null) {
            throw new IllegalStateException(
                    "the sweep '%s' is kept in %s; leave checkpoints(…) and logs(…) out, which are folders of this machine"
                            .formatted(name, place));
        }
        return place;
    }
}
