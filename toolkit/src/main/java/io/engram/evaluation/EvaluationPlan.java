package io.engram.evaluation;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How a policy is tested again and again while it is trained.
 *
 * <pre>{@code
 * .evaluateEvery(10, EvaluationPlan.of(50).sampled().seed(7))
 * .evaluateEvery(10, EvaluationPlan.of(50).playedIn("CartPole-v1", Map.of("poleLength", 2), MaskVelocity::new).anotherTask())
 * }</pre>
 *
 * <p>Unless more is said, the episodes are played with the likeliest actions, in environments like
 * those of the run, with a seed that comes from the run's.
 */
public final class EvaluationPlan {
    private final int episodes;
    private boolean greedy = true;
    private int maxSteps = Evaluation.MAX_STEPS;
    private Long seed;
    private Supplier<? extends Environment> factory;
    private boolean anotherTask;

    private EvaluationPlan(int episodes) {
        this.episodes = episodes;
    }

    /**
     * A plan of some episodes, which are all played at once.
     *
     * @param episodes how many episodes each time, 1 to 10,000
     * @return the plan
     */
    public static EvaluationPlan of(int episodes) {
        return new EvaluationPlan(episodes);
    }

    /**
     * Always takes the likeliest action. This is the default.
     *
     * @return this plan
     */
    public EvaluationPlan greedy() {
        greedy = true;
        return this;
    }

    /**
     * Samples actions, as in training.
     *
     * @return this plan
     */
    public EvaluationPlan sampled() {
        greedy = false;
        return this;
    }

    /**
     * The source of all chance, the same each time.
     *
     * @param value any number; one that comes from the run's seed unless set
     * @return this plan
     */
    public EvaluationPlan seed(long value) {
        seed = value;
        return this;
    }

    /**
     * After how many steps an episode is cut off.
     *
     * @param steps at least 1; 10,000 unless set
     * @return this plan
     */
    public EvaluationPlan maxSteps(int steps) {
        maxSteps = Evaluation.requirePositive("maxSteps", steps);
        return this;
    }

    /**
     * Plays in the environment of an id, not in ones like those of the run.
     *
     * @param id what {@link Environments} knows, for example {@code CartPole-v1}
     * @param wrappers around the environment, innermost first
     * @return this plan
     */
    @SafeVarargs
    public final EvaluationPlan playedIn(String id, UnaryOperator<Environment>... wrappers) {
        return playedIn(() -> Environments.make(id, wrappers));
    }

    /**
     * Plays in the environment of an id with options, not in ones like those of the run.
     *
     * @param id what {@link Environments} knows, for example {@code CartPole-v1}
     * @param options the options that differ from the id's defaults
     * @param wrappers around the environment, innermost first
     * @return this plan
     */
    @SafeVarargs
    public final EvaluationPlan playedIn(
            String id, Map<String, Object> options, UnaryOperator<Environment>... wrappers) {
        return playedIn(() -> Environments.make(id, options, wrappers));
    }

    /**
     * Plays in environments of the user's own. A run that is resumed needs them again.
     *
     * @param makes makes one environment
     * @return this plan
     */
    public EvaluationPlan playedIn(Supplier<? extends Environment> makes) {
        factory = Objects.requireNonNull(makes, "makes");
        return this;
    }

    /**
     * Says that the evaluation is meant to be in another task than the run trains in, as {@link
     * Evaluation#anotherTask} does.
     *
     * @return this plan
     */
    public EvaluationPlan anotherTask() {
        anotherTask = true;
        return this;
    }

    /**
     * How many episodes are played each time.
     *
     * @return as it was given
     */
    public int episodes() {
        return episodes;
    }

    /**
     * Whether the likeliest actions are taken.
     *
     * @return false if they are sampled
     */
    public boolean isGreedy() {
        return greedy;
    }

    /**
     * After how many steps an episode is cut off.
     *
     * @return at least 1
     */
    public int maxSteps() {
        return maxSteps;
    }

    /**
     * The seed.
     *
     * @return the seed, or empty if it comes from the run's
     */
    public OptionalLong seed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    /**
     * What makes an environment.
     *
     * @return the factory, or empty if they are like those of the run
     */
    public Optional<Supplier<? extends Environment>> factory() {
        return Optional.ofNullable(factory);
    }

    /**
     * Whether it may be another task than the run trains in.
     *
     * @return true after {@link #anotherTask()}
     */
    public boolean mayBeAnotherTask() {
        return anotherTask;
    }
}
