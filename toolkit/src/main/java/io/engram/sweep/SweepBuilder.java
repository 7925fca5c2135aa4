package io.engram.sweep;

import io.engram.concurrent.Threads;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.random.RandomStream;
import io.engram.settings.ConfigFile;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Puts a {@link Sweep} together. */
public final class SweepBuilder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int MOST_SETTINGS = 10_000;

    final String name;
    private ConfigFile file;
    private SweepBase code;
    private final Map<String, List<Object>> grid = new LinkedHashMap<>();
    private final Map<String, Sampling> random = new LinkedHashMap<>();
    private int draws;
    private long seed = 1;
    private long[] seeds = {1, 2, 3};
    private Integer updates;
    private int atOnce = Threads.count();
    private Halving halving;
    private Path checkpoints = Path.of("checkpoints");
    private Path logs = Path.of("logs");

    SweepBuilder(String name) {
        this.name = name;
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
        file = Objects.requireNonNull(common, "common");
        code = null;
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
        code = Objects.requireNonNull(common, "common");
        file = null;
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
        List<Object> all = List.of(values);
        if (all.isEmpty() || new HashSet<>(all).size() < all.size()) {
            throw new IllegalArgumentException(
                    "grid(\"%s\", …) needs values, none twice, but was given %s"
                            .formatted(name, all));
        }
        requireNew(name);
        grid.put(name, all);
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
        requireNew(name);
        random.put(name, Objects.requireNonNull(sampling, "sampling"));
        return this;
    }

    private void requireNew(String name) {
        if (grid.containsKey(name) || random.containsKey(name)) {
            throw new IllegalArgumentException("the sweep sets '%s' twice".formatted(name));
        }
    }

    /**
     * How many times {@link #random} values are drawn.
     *
     * @param count at least 1; 10 unless set
     * @return this builder
     */
    public SweepBuilder draws(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("draws must be at least 1, but is " + count);
        }
        draws = count;
        return this;
    }

    /**
     * The source of the drawn values; the same seed draws the same ones.
     *
     * @param value any number; 1 unless set
     * @return this builder
     */
    public SweepBuilder seed(long value) {
        seed = value;
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
     * @param count at least 1; as many as there are processors unless set
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
     * Makes the sweep, and looks at every setting; it trains nothing yet. What an earlier sweep of
     * this name has trained is taken over; further settings and seeds, and more updates, are added
     * to it.
     *
     * @return the sweep
     * @throws IllegalArgumentException if a name, a value or a number is out of range, or the
     *     earlier sweep had something else in common or settings that this one has not
     * @throws IllegalStateException if nothing is said that the runs have in common
     */
    public Sweep build() {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be letters, digits, dots, dashes and underscores, but is '%s'"
                            .formatted(name));
        }
        if (file == null && code == null) {
            throw new IllegalStateException(
                    "the sweep '%s' needs base(…): a file of configs/, or code that begins a run"
                            .formatted(name));
        }
        if (file == null && updates == null) {
            throw new IllegalStateException(
                    "the sweep '%s' needs updates(…), which its base does not say".formatted(name));
        }
        List<Map<String, Object>> all = settings();
        if (file != null) {
            check(all);
        }
        return new Sweep(
                name,
                all,
                seeds.clone(),
                new Sweep.Common(
                        file == null ? "" : text(file), base(), updatesOf(), Map.copyOf(random)),
                atOnce,
                halving,
                checkpoints.resolve(name),
                logs.resolve(name));
    }

    /**
     * Makes the sweep and trains it: {@code build().run()}.
     *
     * @return the sweep, with what came of it
     */
    public Sweep run() {
        return build().run();
    }

    private SweepBase base() {
        ConfigFile common = file;
        return common == null
                ? code
                : (setting, run) -> TrainingRun.builder(run, with(common, setting.values()));
    }

    private ToIntFunction<Setting> updatesOf() {
        ConfigFile common = file;
        Integer given = updates;
        return setting -> given != null ? given : with(common, setting.values()).updates();
    }

    private static ConfigFile with(ConfigFile common, Map<String, Object> values) {
        ConfigFile changed = common;
        for (Map.Entry<String, Object> each : values.entrySet()) {
            changed = changed.with(each.getKey(), each.getValue());
        }
        return changed;
    }

    /** Before an hour of training finds out. */
    private void check(List<Map<String, Object>> all) {
        Set<EnvironmentSpec> made = new HashSet<>();
        for (Map<String, Object> values : all) {
            ConfigFile changed = with(file, values);
            if (changed.environment().isPresent() && made.add(changed.environment().get())) {
                Environments.make(changed.environment().get()).close();
            }
        }
    }

    /** What the runs have in common, whatever the file is called. */
    private static String text(ConfigFile file) {
        return String.join(
                "\n",
                file.environment().map(Object::toString).orElse(""),
                file.environmentCount().toString(),
                file.networkSettings().toString(),
                file.evaluateEvery().toString(),
                file.config().toYaml());
    }

    private List<Map<String, Object>> settings() {
        List<Map<String, Object>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
        for (Map.Entry<String, List<Object>> each : grid.entrySet()) {
            var longer = new ArrayList<Map<String, Object>>();
            for (Map<String, Object> before : all) {
                for (Object value : each.getValue()) {
                    var values = new LinkedHashMap<>(before);
                    values.put(each.getKey(), value);
                    longer.add(values);
                }
            }
            all = longer;
            requireFew(all.size());
        }
        if (random.isEmpty()) {
            return all;
        }
        var drawn = new ArrayList<Map<String, Object>>();
        int count = draws == 0 ? 10 : draws;
        for (int i = 0; i < count; i++) {
            for (Map<String, Object> before : all) {
                var values = new LinkedHashMap<>(before);
                int index = i;
                random.forEach(
                        (what, sampling) ->
                                values.put(
                                        what,
                                        sampling.draw(
                                                RandomStream.of(seed, "sweep " + what, index))));
                drawn.add(values);
                requireFew(drawn.size());
            }
        }
        return drawn.stream().distinct().toList();
    }

    private void requireFew(int count) {
        if (count > MOST_SETTINGS) {
            throw new IllegalArgumentException(
                    "the sweep '%s' has more than %d settings; give grid(…) fewer values, or draw them with random(…)"
                            .formatted(name, MOST_SETTINGS));
        }
    }
}
