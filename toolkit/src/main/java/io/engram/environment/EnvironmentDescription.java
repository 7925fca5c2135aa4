package io.engram.environment;

import io.engram.show.HtmlText;
import io.engram.show.Showable;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about an environment before one trains on it. A notebook shows it as a
 * table. Immutable: each method that says something returns a new description.
 *
 * <pre>{@code
 * EnvironmentDescription.of("Corridor-v0", "Walk to the right end.")
 *         .observation(ObservationSpace.vector(1), "the position")
 *         .action(ActionSpace.discrete(2), "left, right")
 *         .rewards(-0.1, 1)
 *         .stepLimit(100)
 *         .success("the right end is reached");
 * }</pre>
 */
public final class EnvironmentDescription implements Showable {
    private final String id;
    private final String summary;
    private @Nullable ObservationSpace observationSpace;
    private String observation = "";
    // Null if nobody said.
    private float @Nullable [] low;
    private float @Nullable [] high;
    private @Nullable ActionSpace actionSpace;
    private String action = "";
    // Null if nobody said.
    private @Nullable List<String> actionNames;
    private double lowestReward = Double.NEGATIVE_INFINITY;
    private double highestReward = Double.POSITIVE_INFINITY;
    private OptionalInt stepLimit = OptionalInt.empty();
    private String success = "";
    private String source = "";
    private List<EnvironmentOption<?>> options = List.of();

    private EnvironmentDescription(String id, String summary) {
        this.id = id;
        this.summary = summary;
    }

    /**
     * Begins a description.
     *
     * @param id the id that {@link Environments} knows
     * @param summary what the task is, in one sentence
     * @return a description of rewards without bounds and episodes without a limit
     */
    public static EnvironmentDescription of(String id, String summary) {
        return new EnvironmentDescription(id, summary);
    }

    private EnvironmentDescription copy() {
        var copy = new EnvironmentDescription(id, summary);
        copy.observationSpace = observationSpace;
        copy.observation = observation;
        copy.low = low;
        copy.high = high;
        copy.actionSpace = actionSpace;
        copy.action = action;
        copy.actionNames = actionNames;
        copy.lowestReward = lowestReward;
        copy.highestReward = highestReward;
        copy.stepLimit = stepLimit;
        copy.success = success;
        copy.source = source;
        copy.options = options;
        return copy;
    }

    /**
     * Says what is seen.
     *
     * @param space the space
     * @param meaning what its elements are
     * @return a new description, which has no {@link #bounds} yet
     */
    public EnvironmentDescription observation(ObservationSpace space, String meaning) {
        var copy = copy();
        copy.observationSpace = space;
        copy.observation = meaning;
        copy.low = null;
        copy.high = null;
        return copy;
    }

    /**
     * Says between which bounds the floats of an observation lie, as other languages ask for.
     *
     * @param least the least value of each float, all parts together, or negative infinity
     * @param greatest the greatest value of each, or infinity
     * @return a new description
     * @throws IllegalArgumentException if these are not as many as an observation has floats, or
     *     one is above the other; say {@link #observation} before
     */
    public EnvironmentDescription bounds(float[] least, float[] greatest) {
        int floats = observationSpace == null ? 0 : observationSpace.floats();
        if (least.length != floats || greatest.length != floats) {
            throw new IllegalArgumentException(
                    "bounds of %s must be %d and %d, one for each float of an observation, but are %d and %d"
                            .formatted(id, floats, floats, least.length, greatest.length));
        }
        for (int i = 0; i < floats; i++) {
            if (!(least[i] <= greatest[i])) {
                throw new IllegalArgumentException(
                        "bounds of %s must not be above each other, but those of float %d are %s and %s"
                                .formatted(id, i, least[i], greatest[i]));
            }
        }
        var copy = copy();
        copy.low = least.clone();
        copy.high = greatest.clone();
        return copy;
    }

    /**
     * Says between which bounds every float of an observation lies.
     *
     * @param least the least value, or negative infinity
     * @param greatest the greatest value, or infinity
     * @return a new description
     * @throws IllegalArgumentException if least is above greatest
     */
    public EnvironmentDescription bounds(double least, double greatest) {
        return bounds(all(least), all(greatest));
    }

    private float[] all(double bound) {
        var all = new float[observationSpace == null ? 0 : observationSpace.floats()];
        Arrays.fill(all, (float) bound);
        return all;
    }

    /**
     * Says what can be done.
     *
     * @param space the space
     * @param meaning what the actions are
     * @return a new description
     */
    public EnvironmentDescription action(ActionSpace space, String meaning) {
        var copy = copy();
        copy.actionSpace = space;
        copy.action = meaning;
        if (actionNames != null && actionNames.size() != nameCount(space)) {
            copy.actionNames = null;
        }
        return copy;
    }

    /**
     * Names the actions in a word or two, for films. Without it they are the parts of {@link
     * #action(ActionSpace, String)}, if that is a list of all of them: {@code "left, right"}.
     *
     * @param names of all choices of all branches in a row, then of the real numbers; an empty
     *     array to say that they have no names
     * @return a new description
     * @throws IllegalArgumentException if there are more or fewer than the actions have
     */
    public EnvironmentDescription actionNames(String... names) {
        int needed = nameCount(actionSpace);
        if (names.length > 0 && names.length != needed) {
            throw new IllegalArgumentException(
                    "actionNames of %s must be %d, for each choice and each real number one, but are %d; say action(space, meaning) before"
                            .formatted(id, needed, names.length));
        }
        var copy = copy();
        copy.actionNames = List.of(names);
        return copy;
    }

    private static int nameCount(@Nullable ActionSpace space) {
        return space == null ? 0 : space.choices() + space.low().length;
    }

    /**
     * Says what one step can give.
     *
     * @param lowest the lower bound, or negative infinity
     * @param highest the upper bound, or positive infinity
     * @return a new description
     */
    public EnvironmentDescription rewards(double lowest, double highest) {
        var copy = copy();
        copy.lowestReward = lowest;
        copy.highestReward = highest;
        return copy;
    }

    /**
     * Says after how many steps an episode ends at the latest.
     *
     * @param steps at least 1
     * @return a new description
     */
    public EnvironmentDescription stepLimit(int steps) {
        var copy = copy();
        copy.stepLimit = OptionalInt.of(steps);
        return copy;
    }

    /**
     * Says when an episode counts as solved.
     *
     * @param criterion a phrase
     * @return a new description
     */
    public EnvironmentDescription success(String criterion) {
        var copy = copy();
        copy.success = criterion;
        return copy;
    }

    /**
     * Says where the task comes from.
     *
     * @param origin a paper, or a project with its licence
     * @return a new description
     */
    public EnvironmentDescription source(String origin) {
        var copy = copy();
        copy.source = origin;
        return copy;
    }

    /**
     * Says what can be changed.
     *
     * @param all the options
     * @return a new description
     */
    public EnvironmentDescription options(EnvironmentOption<?>... all) {
        var copy = copy();
        copy.options = List.of(all);
        return copy;
    }

    /**
     * The id that {@link Environments} knows.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * What the task is.
     *
     * @return one sentence
     */
    public String summary() {
        return summary;
    }

    /**
     * What is seen.
     *
     * @return the space, or null if nobody said
     */
    public @Nullable ObservationSpace observationSpace() {
        return observationSpace;
    }

    /**
     * What the elements of an observation are.
     *
     * @return a phrase, empty if nobody said
     */
    public String observation() {
        return observation;
    }

    /**
     * The least value of each float of an observation, all parts together.
     *
     * @return a copy; negative infinity where nobody said
     */
    public float[] low() {
        return low == null ? all(Double.NEGATIVE_INFINITY) : low.clone();
    }

    /**
     * The greatest value of each float of an observation, all parts together.
     *
     * @return a copy; infinity where nobody said
     */
    public float[] high() {
        return high == null ? all(Double.POSITIVE_INFINITY) : high.clone();
    }

    /**
     * What can be done.
     *
     * @return the space, or null if nobody said
     */
    public @Nullable ActionSpace actionSpace() {
        return actionSpace;
    }

    /**
     * What the actions are.
     *
     * @return a phrase, empty if nobody said
     */
    public String action() {
        return action;
    }

    /**
     * The actions by name, in a word or two each.
     *
     * @return of all choices of all branches in a row, then of the real numbers; empty if nobody
     *     named them
     */
    public List<String> actionNames() {
        return actionNames == null ? ActionPhrase.names(actionSpace, action) : actionNames;
    }

    /**
     * The lower bound of the reward of one step.
     *
     * @return may be negative infinity
     */
    public double lowestReward() {
        return lowestReward;
    }

    /**
     * The upper bound of the reward of one step.
     *
     * @return may be positive infinity
     */
    public double highestReward() {
        return highestReward;
    }

    /**
     * After how many steps an episode ends at the latest.
     *
     * @return empty if there is no limit
     */
    public OptionalInt stepLimit() {
        return stepLimit;
    }

    /**
     * When an episode counts as solved.
     *
     * @return a phrase, empty if nobody said
     */
    public String success() {
        return success;
    }

    /**
     * Where the task comes from.
     *
     * @return a paper or a project, empty if nobody said
     */
    public String source() {
        return source;
    }

    /**
     * What can be changed.
     *
     * @return the options, maybe none
     */
    public List<EnvironmentOption<?>> options() {
        return options;
    }

    private Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("task", summary);
        rows.put("sees", observationSpace + (observation.isEmpty() ? "" : ": " + observation));
        rows.put("does", actionSpace + (action.isEmpty() ? "" : ": " + action));
        rows.put("reward", rewardText());
        rows.put(
                "length",
                stepLimit.isPresent()
                        ? "at most " + stepLimit.getAsInt() + " steps"
                        : "no limit of steps");
        rows.put("success", success);
        rows.put("source", source);
        for (EnvironmentOption<?> option : options) {
            rows.put(
                    "option " + option.name(),
                    "%s (default %s; %s)"
                            .formatted(option.meaning(), option.defaultValue(), option.legal()));
        }
        rows.values().removeIf(String::isEmpty);
        return rows;
    }

    private String rewardText() {
        boolean low = Double.isFinite(lowestReward);
        boolean high = Double.isFinite(highestReward);
        if (low && high) {
            return "from %s to %s a step".formatted(lowestReward, highestReward);
        }
        if (low) {
            return "at least %s a step".formatted(lowestReward);
        }
        return high ? "at most %s a step".formatted(highestReward) : "without bounds";
    }

    @Override
    public String toHtml() {
        var html = new StringBuilder("<table><tr><th colspan=\"2\" style=\"text-align:left\">");
        html.append(HtmlText.escape(id)).append("</th></tr>");
        rows().forEach(
                        (name, text) ->
                                html.append("<tr><td style=\"text-align:left\">")
                                        .append(HtmlText.escape(name))
                                        .append("</td><td style=\"text-align:left\">")
                                        .append(HtmlText.escape(text))
                                        .append("</td></tr>"));
        return html.append("</table>").toString();
    }

    @Override
    public String toString() {
        var text = new StringBuilder(id);
        rows().forEach((name, value) -> text.append("\n  %-20s %s".formatted(name, value)));
        return text.toString();
    }
}
