package io.engram.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.agent.LearnerState;
import io.engram.disk.WriteFailure;
import io.engram.network.FlatParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A run's description and state as the files of one checkpoint, and back. */
final class CheckpointFiles {
    /** Under what the manifest tells of the files. */
    static final String IN_MANIFEST = "files";

    static final String RUN = "run.json";
    static final String STATE = "state.json";
    static final String PARAMETERS = "parameters.safetensors";
    static final String OPTIMIZER = "optimizer.safetensors";
    static final String MEMORY = "memory.safetensors";
    static final String METRICS = "metrics.csv";
    static final List<String> ALL = List.of(RUN, STATE, PARAMETERS, OPTIMIZER, MEMORY, METRICS);

    /** The files of a policy from which no run can go on. */
    static final List<String> OF_POLICY = List.of(RUN, STATE, PARAMETERS);

    /** The files that are the same bytes whenever a run comes to the same update. */
    private static final List<String> UNTIMED = List.of(RUN, PARAMETERS, OPTIMIZER, MEMORY);

    /** What is said of what Java itself refuses. */
    private static final String UNHEARD_OF = "it says what no run has written";

    static final String HIDDEN = "hidden_state";
    private static final String TARGET = "rnd_target";
    private static final String FIRST = "first_moment.";
    private static final String SECOND = "second_moment.";

    private CheckpointFiles() {}

    static Map<String, byte[]> encode(RunDescription run, RunState state) {
        LearnerState learner = state.learner();
        var files = new LinkedHashMap<String, byte[]>();
        files.put(RUN, RunJson.bytes(RunJson.describe(run)));
        files.put(STATE, RunJson.bytes(RunJson.state(state)));
        files.put(PARAMETERS, SafeTensors.encode(named("", state.layout(), learner.parameters())));
        if (state.isPolicyOnly()) {
            return files;
        }
        var moments = new ArrayList<>(named(FIRST, state.layout(), learner.firstMoment()));
        moments.addAll(named(SECOND, state.layout(), learner.secondMoment()));
        files.put(OPTIMIZER, SafeTensors.encode(moments));
        files.put(MEMORY, SafeTensors.encode(memory(state)));
        files.put(METRICS, utf8(state.metrics().toCsv()));
        return files;
    }

    private static byte[] utf8(String csv) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(csv));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new CheckpointException(
                    METRICS
                            + ": the name of a metric has half a pair of surrogates, which is no text",
                    e);
        }
    }

    /** Whether two checkpoints are the same but for what a clock told. */
    static boolean areSame(Map<String, byte[]> one, Map<String, byte[]> other) {
        return UNTIMED.stream().allMatch(name -> Arrays.equals(one.get(name), other.get(name)))
                && untimedState(one).equals(untimedState(other));
    }

    /**
     * The first file that does not say what was to be saved, or empty if all do.
     *
     * @param read what was read back
     * @param files what was written
     */
    static Optional<String> difference(Checkpoint read, RunState state, Map<String, byte[]> files) {
        RunState now = read.state();
        LearnerState one = now.learner();
        LearnerState other = state.learner();
        var same = new LinkedHashMap<String, Boolean>();
        same.put(RUN, isSame(RunJson.describe(read.description()), files.get(RUN)));
        same.put(STATE, isSame(RunJson.state(now), files.get(STATE)));
        same.put(
                PARAMETERS,
                now.layout().equals(state.layout())
                        && Arrays.equals(one.parameters(), other.parameters()));
        if (state.isPolicyOnly()) {
            return firstOf(same);
        }
        same.put(
                OPTIMIZER,
                Arrays.equals(one.firstMoment(), other.firstMoment())
                        && Arrays.equals(one.secondMoment(), other.secondMoment()));
        same.put(
                MEMORY,
                Arrays.equals(now.hiddenState(), state.hiddenState())
                        && Arrays.equals(target(one), target(other)));
        same.put(METRICS, now.metrics().isSame(state.metrics()));
        return firstOf(same);
    }

    private static Optional<String> firstOf(Map<String, Boolean> same) {
        return same.keySet().stream().filter(name -> !same.get(name)).findFirst();
    }

    private static float[] target(LearnerState learner) {
        return learner.rnd() == null ? null : learner.rnd().target();
    }

    private static boolean isSame(JsonNode read, byte[] written) {
        byte[] again = RunJson.bytes(read);
        try {
            // The order of names in an object does not count.
            return Arrays.equals(again, written)
                    || RunJson.tree(again).equals(RunJson.tree(written));
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode untimedState(Map<String, byte[]> files) {
        try {
            return RunJson.untimed(files.get(STATE));
        } catch (IOException e) {
            throw new CheckpointException(STATE + " is not JSON", e);
        }
    }

    /** Hidden states, and the target of random network distillation if there is one. */
    private static List<Tensor> memory(RunState state) {
        var tensors = new ArrayList<Tensor>();
        tensors.add(vector(HIDDEN, state.hiddenState()));
        if (state.learner().rnd() != null) {
            tensors.add(vector(TARGET, state.learner().rnd().target()));
        }
        return tensors;
    }

    private static Tensor vector(String name, float[] values) {
        return new Tensor(name, new long[] {values.length}, values);
    }

    private static List<Tensor> named(
            String prefix, List<FlatParameters.Entry> layout, float[] flat) {
        var tensors = new ArrayList<Tensor>();
        for (var entry : layout) {
            var values = new float[(int) entry.shape().size()];
            System.arraycopy(flat, (int) entry.offset(), values, 0, values.length);
            tensors.add(new Tensor(prefix + entry.name(), entry.shape().getShape(), values));
        }
        return tensors;
    }

    static Checkpoint decode(Path folder, Map<String, byte[]> files) {
        RunDescription run =
                parse(folder, RUN, () -> RunJson.description(RunJson.tree(files.get(RUN))));
        var parameters = tensors(folder, PARAMETERS, files);
        List<FlatParameters.Entry> layout = layout(parameters);
        float[] values = flat(folder, "", layout, parameters);
        if (!files.containsKey(OPTIMIZER)) {
            return policy(folder, run, layout, values, files);
        }
        var moments = tensors(folder, OPTIMIZER, files);
        float[] first = flat(folder, FIRST, layout, moments);
        float[] second = flat(folder, SECOND, layout, moments);
        var memory = tensors(folder, MEMORY, files);
        float[] hidden = vector(folder, memory, HIDDEN);
        float[] target = run.config().rnd() == null ? null : vector(folder, memory, TARGET);
        parse(
                folder,
                RUN,
                () -> {
                    Plausible.check(run, layout, OptionalInt.of(hidden.length));
                    return null;
                });
        MetricHistory metrics =
                parse(
                        folder,
                        METRICS,
                        () ->
                                MetricHistory.ofCsv(
                                        new String(files.get(METRICS), StandardCharsets.UTF_8)));
        RunState state =
                parse(
                        folder,
                        STATE,
                        () -> {
                            JsonNode node = RunJson.tree(files.get(STATE));
                            var learner =
                                    new LearnerState(
                                            values,
                                            first,
                                            second,
                                            JsonFields.whole(node, "optimizer_steps"),
                                            JsonFields.base64(node, "action_random"),
                                            JsonFields.base64(node, "shuffle_random"),
                                            run.config().rewardScaling()
                                                    ? RunJson.statistics(node, "reward_scale")
                                                    : null,
                                            target == null ? null : RunJson.rnd(node, target));
                            return new RunState(
                                    JsonFields.whole(node, "update"),
                                    JsonFields.whole(node, "environment_steps"),
                                    JsonFields.number(node, RunJson.SECONDS),
                                    layout,
                                    learner,
                                    hidden,
                                    RunJson.vectorState(
                                            node, run.actionSpace(), run.vector().count()),
                                    RunJson.episodes(node),
                                    metrics,
                                    RunJson.best(node));
                        });
        return new Checkpoint(folder, run, state);
    }

    private static Checkpoint policy(
            Path folder,
            RunDescription run,
            List<FlatParameters.Entry> layout,
            float[] parameters,
            Map<String, byte[]> files) {
        parse(
                folder,
                RUN,
                () -> {
                    Plausible.check(run, layout, OptionalInt.empty());
                    return null;
                });
        RunState state =
                parse(
                        folder,
                        STATE,
                        () -> RunJson.policy(RunJson.tree(files.get(STATE)), layout, parameters));
        return new Checkpoint(folder, run, state);
    }

    private static float[] vector(Path folder, Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw CheckpointReader.wrong(folder, MEMORY, "it does not hold '" + name + "'", null);
        }
        return tensor.values();
    }

    private static List<FlatParameters.Entry> layout(Map<String, Tensor> parameters) {
        var layout = new ArrayList<FlatParameters.Entry>();
        long offset = 0;
        for (Tensor tensor : parameters.values()) {
            var shape = new ai.djl.ndarray.types.Shape(tensor.shape());
            layout.add(new FlatParameters.Entry(tensor.name(), shape, offset));
            offset += tensor.values().length;
        }
        return layout;
    }

    private static float[] flat(
            Path folder,
            String prefix,
            List<FlatParameters.Entry> layout,
            Map<String, Tensor> tensors) {
        int size = layout.stream().mapToInt(entry -> (int) entry.shape().size()).sum();
        var buffer = ByteBuffer.allocate(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (var entry : layout) {
            Tensor tensor = tensors.get(prefix + entry.name());
            if (tensor == null || tensor.values().length != entry.shape().size()) {
                throw CheckpointReader.wrong(
                        folder, OPTIMIZER, "it does not fit " + PARAMETERS, null);
            }
            buffer.put(tensor.values());
        }
        var flat = new float[size];
        buffer.rewind().get(flat);
        return flat;
    }

    private static Map<String, Tensor> tensors(
            Path folder, String file, Map<String, byte[]> files) {
        return parse(
                folder,
                file,
                () -> {
                    var byName = new LinkedHashMap<String, Tensor>();
                    SafeTensors.decode(files.get(file))
                            .forEach(tensor -> byName.put(tensor.name(), tensor));
                    if (byName.isEmpty()) {
                        throw new IllegalArgumentException("it holds no tensor");
                    }
                    byName.values().forEach(Plausible::check);
                    return byName;
                });
    }

    private interface Parsing<T> {
        T parse() throws IOException;
    }

    private static <T> T parse(Path folder, String file, Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (JsonProcessingException e) {
            throw CheckpointReader.wrong(folder, file, JsonFailure.text(e), e);
        } catch (IOException e) {
            throw CheckpointReader.wrong(folder, file, WriteFailure.reason(e), e);
        } catch (NumberFormatException | InvalidPathException e) {
            throw CheckpointReader.wrong(folder, file, UNHEARD_OF, e);
        } catch (IllegalArgumentException e) {
            throw CheckpointReader.wrong(folder, file, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw CheckpointReader.wrong(folder, file, UNHEARD_OF, e);
        }
    }
}
