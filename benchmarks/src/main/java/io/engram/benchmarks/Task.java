package io.engram.benchmarks;

import io.engram.agent.Agent;
import io.engram.environment.VectorEnvironment;
import io.engram.settings.ConfigFile;
import io.engram.training.TrainingRunBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The tasks of the results: what {@code configs/} says, and the goal that each is measured with.
 */
enum Task {
    /** Judged by its first 12 updates, 24,576 steps. */
    POC_MEMORY("poc-memory", 12, Goal.firstUpdate(Metric.SUCCESS, 0.95, 11)),

    /** Judged by its first 46 updates, 188,416 steps. */
    CARTPOLE_V0_MASKED("cartpole-v0-masked", 46, Goal.firstUpdate(Metric.RETURN, 175, 45)),

    /** As {@link #POC_MEMORY}. */
    POC_MEMORY_RND("poc-memory-rnd", 12, Goal.firstUpdate(Metric.SUCCESS, 0.95, 11)),

    /** As {@link #CARTPOLE_V0_MASKED}. */
    CARTPOLE_V0_MASKED_RND("cartpole-v0-masked-rnd", 46, Goal.firstUpdate(Metric.RETURN, 175, 45)),

    /** 409,600 steps. */
    COMBINATION_LOCK_RND("combination-lock-rnd", 200, Goal.firstUpdate(Metric.SUCCESS, 0.5, 199)),

    COMBINATION_LOCK("combination-lock", 200, Goal.never(Metric.SUCCESS, 0)),

    /** 98,304 steps. */
    CARTPOLE_V1_MASKED("cartpole-masked", 48, greedyReturn(475)),

    CARTPOLE_V1_MASKED_UNSTEADY("cartpole-masked-unsteady", 48, greedyReturn(475)),

    CARTPOLE_V1_MASKED_FEED_FORWARD(
            "cartpole-masked-feed-forward",
            48,
            Goal.atMost(100, Metric.GREEDY, BestPolicy.greedy())),

    /** 327,680 steps. */
    PENDULUM_MASKED("pendulum-masked", 40, greedyReturn(-218)),

    /** 299,008 steps. */
    DEFAULTS_CARTPOLE_V1_MASKED("defaults-cartpole-masked", 73, greedyReturn(400)),

    /** At most 299,008 steps. */
    DEFAULTS_POC_MEMORY("defaults-poc-memory", 73, Goal.firstUpdate(Metric.SUCCESS, 0.95, 72)),

    /** 1,024,000 steps. */
    DEFAULTS_PENDULUM_MASKED("defaults-pendulum-masked", 250, greedyReturn(-218)),

    /** 2,998,272 steps. */
    DEFAULTS_LUNAR_LANDER_MASKED(
            "defaults-lunar-lander-masked",
            366,
            Goal.atLeast(200, Metric.SAMPLED, BestPolicy.sampled()));

    /** What tasks are judged by. */
    private static final class Metric {
        private static final String SUCCESS = "episode_success_mean";
        private static final String RETURN = "episode_return_mean";
        private static final String GREEDY = "mean greedy return over 100 episodes";
        private static final String SAMPLED = "mean return over 100 episodes of sampled actions";
    }

    private final String file;
    private final int updates;
    private final Goal goal;

    Task(String file, int updates, Goal goal) {
        this.file = file;
        this.updates = updates;
        this.goal = goal;
    }

    private static Goal greedyReturn(double least) {
        return Goal.atLeast(least, Metric.GREEDY, BestPolicy.greedy());
    }

    /** What the file of this task says, as it was when the benchmarks were packaged. */
    ConfigFile config() {
        String path = "/configs/%s.yaml".formatted(file);
        try (InputStream in = Task.class.getResourceAsStream(path)) {
            return ConfigFile.ofYaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    VectorEnvironment environments() {
        return config().environments();
    }

    Agent agent(VectorEnvironment envs) {
        ConfigFile config = config();
        return Agent.of(config.config(), config.network(envs));
    }

    /** The updates that a run is judged by. */
    int updates() {
        return updates;
    }

    /** What a run is judged by. */
    Goal goal() {
        return goal;
    }

    /** What else the task sets on a run. */
    TrainingRunBuilder run(TrainingRunBuilder builder) {
        config().evaluateEvery()
                .ifPresent(each -> builder.evaluateEvery(each.updates(), each.episodes()));
        return builder;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Task named(String label) {
        return Arrays.stream(values())
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no task '%s'; the tasks are %s"
                                                .formatted(
                                                        label,
                                                        Arrays.stream(values())
                                                                .map(Task::label)
                                                                .toList())));
    }
}
