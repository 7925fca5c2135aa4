package io.engram.checkpoint;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Episode;
import io.engram.environment.VectorSpec;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What must hold in a description before anything is made of it. A file may say anything; what it
 * asks for must be in its range, and no larger than what the other files hold.
 */
final class Plausible {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** What an observation or an action may have beyond the number of the parameters. */
    private static final long SLACK = 1 << 20;

    private Plausible() {}

    /** The ranges. */
    static void check(RunDescription run) {
        require(
                NAME.matcher(run.name()).matches(),
                "name must be letters, digits, dots, dashes and underscores, but is '%s'",
                run.name());
        check(run.vector());
        var settings = run.settings();
        require(
                isPath(settings.logs()),
                "settings.logs must be a path, but is %s",
                settings.logs());
    }

    private static boolean isPath(String text) {
        try {
            return text != null && !text.isEmpty() && Path.of(text) != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void check(VectorSpec vector) {
        atLeastOne("vector.count", vector.count());
        require(
                vector.threads() >= 0 && vector.threads() <= vector.count(),
                "vector.threads must be 0 to the number of environments, %s, but is %s",
                vector.count(),
                vector.threads());
    }

    /**
     * A run that comes to other numbers stops before it saves them. Only a network of the user's
     * own may remember something infinite.
     */
    static void check(Tensor tensor) {
        boolean mayBeInfinite = tensor.name().equals(CheckpointFiles.HIDDEN);
        for (float value : tensor.values()) {
            require(
                    mayBeInfinite ? !Float.isNaN(value) : Float.isFinite(value),
                    "the tensor %s holds the number %s",
                    tensor.name(),
                    value);
        }
    }

    /** An episode of the state. */
    static void check(Episode episode) {
        require(
                episode != null
                        && episode.info() != null
                        && episode.info().values().stream().allMatch(Objects::nonNull),
                "an episode of recent_episodes has no 'info'");
    }

    /**
     * That what is to be made is no larger than what was saved of it.
     *
     * @param layout the parameters that were saved
     * @param hidden the number of elements of the hidden states that were saved; empty for a policy
     *     alone
     */
    static void check(RunDescription run, List<FlatParameters.Entry> layout, OptionalInt hidden) {
        long parameters = layout.stream().mapToLong(entry -> entry.shape().size()).sum();
        long most = parameters + SLACK;
        long seen =
                run.observationSpace().parts().stream()
                        .mapToLong(part -> product(part.shape()))
                        .reduce(0, Plausible::sum);
        require(
                seen <= most,
                "observation_space has %s numbers for %s parameters",
                seen,
                parameters);
        long choices = Arrays.stream(run.actionSpace().branches()).asLongStream().sum();
        require(
                choices <= most,
                "action_space has %s choices for %s parameters",
                choices,
                parameters);
        run.environment().ifPresent(environment -> checkStack(environment, seen));
        run.network().ifPresent(network -> new Fit(network, layout).check(run, choices, hidden));
    }

    /** The observations of a stack hold each of its frames. */
    private static void checkStack(EnvironmentSpec environment, long seen) {
        for (var wrapping : environment.wrappers()) {
            Object k = wrapping.options().get("k");
            require(
                    !wrapping.name().equals("FrameStack")
                            || !(k instanceof Number)
                            || ((Number) k).doubleValue() <= seen,
                    "k of FrameStack is %s, but an observation has %s numbers",
                    k,
                    seen);
        }
    }

    private static long product(int[] shape) {
        long size = 1;
        for (int length : shape) {
            size = size > Long.MAX_VALUE / length ? Long.MAX_VALUE : size * length;
        }
        return size;
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static void atLeastOne(String name, int value) {
        require(value >= 1, "%s must be at least 1, but is %s", name, value);
    }

    private static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }

    /** Whether a ready-made network would have the parameters that were saved. */
    private record Fit(NetworkSpec network, List<FlatParameters.Entry> layout) {

        void check(RunDescription run, long choices, OptionalInt hidden) {
            long dimensions = run.actionSpace().low().length;
            axis("hidden_units", "lin_policy.weight", 0, network.hiddenUnits());
            axis("hidden_units", "lin_policy.weight", 1, network.hiddenUnits());
            axis("action_space", "policy.weight", 0, choices + dimensions);
            for (int i = 0; i < network.options().lowerWidths().size(); i++) {
                String layer = "lin_hidden" + (i == 0 ? "" : i + 1);
                int width = network.options().lowerWidths().get(i);
                axis("lower_hidden_units", layer + ".weight", 0, width);
            }
            if (network.rndFeatures() > 0) {
                axis("rnd_features", "rnd_predictor3.weight", 0, network.rndFeatures());
            }
            presence("layer_norm", "norm_hidden.gamma", network.options().layerNorm());
            presence(
                    "state_dependent_std", "log_std.weight", network.options().stateDependentStd());
            presence(
                    "separate_memories",
                    "lin_critic_hidden.weight",
                    network.options().separateMemories());
            if (network.memory() != NetworkSpec.Memory.NONE) {
                checkMemory(run.vector().count(), hidden);
                checkSkip(run);
            }
        }

        private void presence(String field, String parameter, boolean says) {
            boolean saved = layout.stream().anyMatch(entry -> entry.name().equals(parameter));
            require(
                    saved == says,
                    "%s says %s, but the parameter %s is %s",
                    field,
                    says,
                    parameter,
                    saved ? "there" : "not there");
        }

        /** What goes past the memory is as wide as what is seen, where that is vectors. */
        private void checkSkip(RunDescription run) {
            var space = run.observationSpace();
            if (space.parts().stream().anyMatch(part -> part.shape().length > 1)) {
                return;
            }
            var upper = network.options().upperMemory();
            long units =
                    upper.isEmpty() ? network.memoryUnits() : upper.get(upper.size() - 1).units();
            boolean skips = network.options().skip();
            long inputs = units + (skips ? space.floats() + space.bytes() : 0);
            long saved = length("lin_hidden.weight", 1);
            require(
                    saved == inputs,
                    "skip is %s, but lin_hidden.weight has %s inputs where memory_units and observation_space make %s",
                    skips,
                    saved,
                    inputs);
        }

        private long length(String parameter, int axis) {
            return layout.stream()
                    .filter(entry -> entry.name().equals(parameter))
                    .filter(entry -> entry.shape().dimension() == 2)
                    .mapToLong(entry -> entry.shape().get(axis))
                    .findAny()
                    .orElse(0);
        }

        private void axis(String field, String parameter, int axis, long length) {
            long saved = length(parameter, axis);
            require(saved == length, "%s says %s, but %s has %s", field, length, parameter, saved);
        }

        /** How many numbers of the state belong to a unit. */
        private static double width(NetworkSpec.Memory memory) {
            return memory == NetworkSpec.Memory.LSTM ? 2 : 1;
        }

        private void checkMemory(int environments, OptionalInt hidden) {
            double units = network.memoryUnits();
            double numbers = width(network.memory()) * units * network.memoryLayers();
            double least = units * units * network.memoryLayers();
            for (var layer : network.options().upperMemory()) {
                numbers += width(layer.memory()) * layer.units();
                least += (double) layer.units() * layer.units();
            }
            double memories = network.options().separateMemories() ? 2 : 1;
            long weights =
                    layout.stream()
                            .filter(entry -> entry.name().startsWith("recurrent_"))
                            .mapToLong(entry -> entry.shape().size())
                            .sum();
            double remembered = numbers * memories * environments;
            require(
                    (hidden.isEmpty() || remembered == hidden.getAsInt())
                            && least * memories <= weights,
                    "memory_units is %s, memory_layers is %s, upper_memory is %s and vector.count is %s, but what was saved of the memory is %s numbers and %s weights",
                    network.memoryUnits(),
                    network.memoryLayers(),
                    network.options().upperMemory(),
                    environments,
                    hidden.isPresent() ? hidden.getAsInt() : "no",
                    weights);
        }
    }
}
