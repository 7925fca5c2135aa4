package io.engram.environment;

import io.engram.environment.EnvironmentSpec.Wrapping;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which task an environment is, with its options and wrappers: what a run was trained in, and a
 * policy may be shown. An environment or a wrapper that {@link Environments} does not know counts
 * by the name of its class. Two tasks are equal if they would be written the same.
 */
public final class Task {
    private static final Set<String> REWARDS = Set.of("ScaleReward", "ClipReward", "MapReward");
    private static final Set<String> UNSEEN =
            Set.of(
                    "TimeLimit",
                    "LevelSeeds",
                    "RecordStatistics",
                    "ScaleReward",
                    "ClipReward",
                    "MapReward");
    private static final Set<String> BLIND_TO_REWARDS =
            Set.of(
                    "ActEvery",
                    "DropObservation",
                    "FlattenImage",
                    "FrameSkip",
                    "FrameStack",
                    "GreyImage",
                    "LevelSeeds",
                    "MapAction",
                    "MapObservation",
                    "MaskVelocity",
                    "NoisyObservation",
                    "RecordStatistics",
                    "RepeatAction",
                    "RescaleAction",
                    "ResizeImage",
                    "StickyActions",
                    "TimeLimit");

    /** {@code PreviousStep.actionOf}. */
    private static final Wrapping PREVIOUS_ACTION =
            new Wrapping("PreviousStep", Map.of("reward", false));

    private final EnvironmentSpec spec;

    private Task(EnvironmentSpec spec) {
        this.spec = spec;
    }

    /**
     * The task of a description.
     *
     * @param spec ids and names, which may be those of classes
     * @return the task
     */
    public static Task of(EnvironmentSpec spec) {
        return new Task(spec);
    }

    /**
     * The task of an environment.
     *
     * @param environment the environment
     * @return the task
     */
    public static Task of(Environment environment) {
        return new Task(specOf(environment));
    }

    private static EnvironmentSpec specOf(Environment environment) {
        if (environment instanceof EnvironmentWrapper wrapper) {
            Wrapping wrapping =
                    wrapper.wrapping()
                            .orElseGet(() -> new Wrapping(nameOf(wrapper.getClass()), Map.of()));
            return specOf(wrapper.inner()).wrapped(wrapping.name(), wrapping.options());
        }
        return environment
                .spec()
                .orElseGet(() -> EnvironmentSpec.of(nameOf(environment.getClass())));
    }

    /** The numbers of classes without a name change from one compilation to the next. */
    private static String nameOf(Class<?> type) {
        if (!type.isAnonymousClass()) {
            return type.getSimpleName();
        }
        return type.getSuperclass() == Object.class
                ? Environment.class.getSimpleName()
                : nameOf(type.getSuperclass());
    }

    /**
     * This task as a description.
     *
     * @return ids and names, which may be those of classes
     */
    public EnvironmentSpec spec() {
        return spec;
    }

    /**
     * What of this task a policy can notice: without the wrappers that limit the steps or the
     * levels or record statistics, and without those that change rewards, unless something around
     * them may show the rewards.
     *
     * @return a task with fewer wrappers
     */
    public Task asSeen() {
        Deque<Wrapping> seen = new ArrayDeque<>();
        boolean rewardsShown = false;
        for (int i = spec.wrappers().size() - 1; i >= 0; i--) {
            Wrapping each = spec.wrappers().get(i);
            if (!UNSEEN.contains(each.name()) || REWARDS.contains(each.name()) && rewardsShown) {
                seen.addFirst(each);
            }
            rewardsShown |= mayShowRewards(each);
        }
        return new Task(new EnvironmentSpec(spec.id(), spec.options(), List.copyOf(seen)));
    }

    private static boolean mayShowRewards(Wrapping wrapping) {
        return !BLIND_TO_REWARDS.contains(wrapping.name())
                && !REWARDS.contains(wrapping.name())
                && !PREVIOUS_ACTION.equals(wrapping);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Task that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** In words, for example {@code CartPole-v1(low = -0.1) in MaskVelocity}. */
    @Override
    public String toString() {
        var text = new StringBuilder(text(spec.id(), spec.options()));
        spec.wrappers()
                .forEach(each -> text.append(" in ").append(text(each.name(), each.options())));
        return text.toString();
    }

    private static String text(String name, Map<String, Object> options) {
        return options.isEmpty()
                ? name
                : options.entrySet().stream()
                        .map(each -> each.getKey() + " = " + text(each.getValue()))
                        .collect(Collectors.joining(", ", name + "(", ")"));
    }

    /** A number is written the same whichever type it came back from a checkpoint as. */
    private static String text(Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().map(Task::text).collect(Collectors.joining(", ", "[", "]"));
        }
        boolean infinite = value instanceof Number number && !Double.isFinite(number.doubleValue());
        return value instanceof Number && !infinite
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : value.toString();
    }
}
