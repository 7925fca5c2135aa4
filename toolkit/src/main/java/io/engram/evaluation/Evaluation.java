package io.engram.evaluation;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.Task;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.random.RandomStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tests a policy over episodes with fixed seeds, several at once.
 *
 * <p>Episode i has a seed and a stream of chance of its own, whatever the number of environments
 * that share the work.
 *
 * <pre>{@code
 * var test = Evaluation.of(policy, "CartPole-v1", MaskVelocity::new).episodes(30).greedy().seed(7).run();
 * test.summary();
 * test.film(3, Path.of("videos/cartpole-masked.mp4"));
 * }</pre>
 */
public final class Evaluation {
    static final int MAX_STEPS = 10_000;

    private final Policy policy;
    private final Supplier<? extends Environment> factory;
    private int episodes = 30;
    private int environments = 16;
    private int maxSteps = MAX_STEPS;
    private boolean greedy = true;
    private boolean anotherTask;
    private long seed = 1;

    private Evaluation(Policy policy, Supplier<? extends Environment> factory) {
        this.policy = Objects.requireNonNull(policy, "policy");
        this.factory = Objects.requireNonNull(factory, "factory");
    }

    /**
     * A test where the policy was trained: in the environment of the same id and options, with the
     * same wrappers.
     *
     * @param policy the policy
     * @return an evaluation of 30 greedy episodes with seed 1, unless set otherwise
     * @throws IllegalArgumentException if the policy was trained in an environment or in a wrapper
     *     of the user's own, which the checkpoint knows by name only
     */
    public static Evaluation of(Policy policy) {
        var description = policy.description();
        EnvironmentSpec spec =
                description
                        .environment()
                        .filter(it -> Environments.knows(it.id()))
                        .orElseThrow(() -> new IllegalArgumentException(own(policy)));
        return new Evaluation(policy, Environments.factory(spec));
    }

    private static String own(Policy policy) {
        String task =
                policy.description().task().map(Task::toString).orElse("environments of its own");
        return "the policy '%s' was trained in %s, of which a checkpoint knows the name only, since an environment or a wrapper is your own; give it: Evaluation.of(policy, () -> …)"
                .formatted(policy.description().name(), task);
    }

    /**
     * A test in the environment of an id.
     *
     * @param policy the policy
     * @param id what {@link Environments} knows, for example {@code CartPole-v1}
     * @param wrappers around the environment, innermost first
     * @return an evaluation of 30 greedy episodes with seed 1, unless set otherwise
     */
    @SafeVarargs
    public static Evaluation of(Policy policy, String id, UnaryOperator<Environment>... wrappers) {
        return new Evaluation(policy, Environments.factory(EnvironmentSpec.of(id), wrappers));
    }

    /**
     * A test in the environment of an id with options.
     *
     * <pre>{@code
     * Evaluation.of(policy, "LunarLander-v3", Map.of("enableWind", true)).anotherTask()
     * }</pre>
     *
     * @param policy the policy
     * @param id what {@link Environments} knows, for example {@code CartPole-v1}
     * @param options the options that differ from the id's defaults
     * @param wrappers around the environment, innermost first
     * @return an evaluation of 30 greedy episodes with seed 1, unless set otherwise
     */
    @SafeVarargs
    public static Evaluation of(
            Policy policy,
            String id,
            Map<String, Object> options,
            UnaryOperator<Environment>... wrappers) {
        return new Evaluation(
                policy, Environments.factory(EnvironmentSpec.of(id, options), wrappers));
    }

    /**
     * A test in environments of the user's own.
     *
     * @param policy the policy
     * @param factory makes one environment
     * @return an evaluation of 30 greedy episodes with seed 1, unless set otherwise
     */
    public static Evaluation of(Policy policy, Supplier<? extends Environment> factory) {
        return new Evaluation(policy, factory);
    }

    /**
     * How many episodes.
     *
     * @param count at least 1; 30 unless set
     * @return this evaluation
     */
    public Evaluation episodes(int count) {
        episodes = requirePositive("episodes", count);
        return this;
    }

    /**
     * How many environments share the work.
     *
     * @param count at least 1; 16 unless set
     * @return this evaluation
     */
    public Evaluation environments(int count) {
        environments = requirePositive("environments", count);
        return this;
    }

    /**
     * After how many steps an episode is cut off, for tasks that may never end by themselves.
     *
     * @param steps at least 1; 10,000 unless set
     * @return this evaluation
     */
    public Evaluation maxSteps(int steps) {
        maxSteps = requirePositive("maxSteps", steps);
        return this;
    }

    /**
     * Always takes the likeliest action. This is the default.
     *
     * @return this evaluation
     */
    public Evaluation greedy() {
        greedy = true;
        return this;
    }

    /**
     * Samples actions, as in training.
     *
     * @return this evaluation
     */
    public Evaluation sampled() {
        greedy = false;
        return this;
    }

    /**
     * The source of all chance.
     *
     * @param value any number; 1 unless set
     * @return this evaluation
     */
    public Evaluation seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Says that the policy is meant to be tested in another task than it was trained in. Unless it
     * is said, an environment of another id, class or options, or with other wrappers, is an error,
     * though its spaces may be the same: a policy that never saw velocities does badly where it is
     * shown them. Wrappers that limit the steps or levels or change unseen rewards may differ.
     *
     * @return this evaluation
     */
    public Evaluation anotherTask() {
        anotherTask = true;
        return this;
    }

    static int requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
        return value;
    }

    /**
     * Runs all episodes. An interrupt (the stop button, or {@code Thread.interrupt}) ends it before
     * the next step: the episodes that are over by then would be the short ones, so there is no
     * result.
     *
     * @return what came out
     * @throws IllegalArgumentException if the environment's spaces are not those of the policy, or
     *     it is {@linkplain #anotherTask() another task}
     * @throws io.engram.environment.EnvironmentException if an environment misbehaves
     * @throws CancellationException if this thread was interrupted
     */
    public EvaluationResult run() {
        return run(() -> stopIfInterrupted("the evaluation"));
    }

    /** As what is declared to be interrupted does, it takes the interrupt for itself. */
    static void stopIfInterrupted(String what) {
        if (Thread.interrupted()) {
            throw new CancellationException(what + " was interrupted; run it again");
        }
    }

    /**
     * Runs all episodes, and asks before every step whether to go on.
     *
     * @param betweenSteps called before each environment is made and reset, and before each step of
     *     all of them; it may throw to give up
     * @return what came out
     * @throws IllegalArgumentException if the environment's spaces are not those of the policy, or
     *     it is {@linkplain #anotherTask() another task}
     * @throws io.engram.environment.EnvironmentException if an environment misbehaves
     */
    public EvaluationResult run(Runnable betweenSteps) {
        return new EvaluationResult(this, new EpisodePlayer(this).playAll(betweenSteps));
    }

    /**
     * Plays the first episode and writes down what the policy thinks and remembers in each step.
     * {@link EpisodeResult}s of a whole test are looked at by {@link EvaluationResult#trace}.
     *
     * @return the episode, step by step
     * @throws IllegalArgumentException as {@link #run()}
     * @throws io.engram.environment.EnvironmentException if the environment misbehaves
     * @throws CancellationException if this thread was interrupted
     */
    public EpisodeTrace trace() {
        return new EpisodePlayer(this).trace(0);
    }

    Policy policy() {
        return policy;
    }

    int episodes() {
        return episodes;
    }

    int environmentCount() {
        return Math.min(environments, episodes);
    }

    boolean isGreedy() {
        return greedy;
    }

    long seed() {
        return seed;
    }

    long episodeSeed(int index) {
        return RandomStream.of(seed, "evaluation", index).nextLong();
    }

    @Nullable RandomStream actionRandom(int index) {
        return greedy ? null : RandomStream.of(seed, "evaluation actions", index);
    }

    Environment makeEnvironment() {
        Environment environment = factory.get();
        try {
            var description = policy.description();
            requireSame(
                    "observation space",
                    description.observationSpace(),
                    environment.observationSpace());
            requireSame("action space", description.actionSpace(), environment.actionSpace());
            requireSameTask(Task.of(environment));
        } catch (IllegalArgumentException e) {
            environment.close();
            throw e;
        }
        return new TimeLimit(environment, maxSteps);
    }

    private void requireSameTask(Task given) {
        var trained = policy.description().task();
        if (!anotherTask && trained.isPresent() && !trained.get().asSeen().equals(given.asSeen())) {
            throw new IllegalArgumentException(
                    "the policy '%s' was trained in %s, but is tested in %s; use the same environment and wrappers, or call anotherTask() if that is meant"
                            .formatted(policy.description().name(), trained.get(), given));
        }
    }

    private void requireSame(String what, Object trained, Object given) {
        if (!trained.equals(given)) {
            throw new IllegalArgumentException(
                    "the policy '%s' was trained with the %s %s, but this environment has %s; use the same environment and wrappers"
                            .formatted(policy.description().name(), what, trained, given));
        }
    }
}
