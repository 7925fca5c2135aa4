package io.engram.benchmarks;

import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.EvaluationPlan;
import io.engram.evaluation.Policy;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.Schedule;
import io.engram.training.StopRule;
import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a policy that has learned one task learns a similar one sooner: CartPole-v1 without
 * velocities, with a pole of another length, from the policy that ships and from nothing.
 *
 * <pre>{@code
 * java … io.engram.benchmarks.FineTuning 0.4 1001-1005
 * }</pre>
 *
 * <p>A run has solved the task when an evaluation, which is made after every update, has a mean
 * greedy return of at least 475 over 20 episodes. What counts is the number of environment steps by
 * then. Both kinds of runs have the same configuration: that of the notebook, with a learning rate
 * that falls over all updates that a run may make.
 */
public final class FineTuning {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERROR = System.err;
    private static final Path FOLDER = Path.of("target", "fine-tuning");
    private static final Path SHIPPED = Path.of("checkpoints", "cartpole-masked");
    private static final double SOLVED = 475;
    private static final int EPISODES = 20;
    private static final int MOST_UPDATES = 144;

    private final double poleLength;
    private final Policy shipped = Policy.load(SHIPPED);

    private FineTuning(double poleLength) {
        this.poleLength = poleLength;
    }

    /**
     * Trains from both and prints the steps.
     *
     * @param arguments the length of the pole in m, and the seeds, such as {@code 1001-1005}
     */
    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[1].matches("\\d{1,9}-\\d{1,9}")) {
            ERROR.println("give the length of the pole and the seeds, such as 0.4 1001-1005");
            System.exit(2);
            return;
        }
        String[] seeds = arguments[1].split("-");
        new FineTuning(Double.parseDouble(arguments[0]))
                .compare(Long.parseLong(seeds[0]), Long.parseLong(seeds[1]));
    }

    private void compare(long first, long last) {
        OUT.printf(
                Locale.ROOT,
                "%ncartpole-masked, pole of %s m: the policy that ships has a return of %.1f as it is%n",
                poleLength,
                Evaluation.of(shipped, "CartPole-v1", options(), MaskVelocity::new)
                        .anotherTask()
                        .episodes(100)
                        .run()
                        .returns()
                        .mean());
        int count = (int) (last - first + 1);
        var fromNothing = new double[count];
        var fromShipped = new double[count];
        for (int i = 0; i < count; i++) {
            fromNothing[i] = steps("nothing", first + i);
            fromShipped[i] = steps("shipped", first + i);
            OUT.printf(
                    Locale.ROOT,
                    "%nseed %d: %,.0f steps from nothing, %,.0f from the policy that ships: %.3f of them%n",
                    first + i,
                    fromNothing[i],
                    fromShipped[i],
                    fromShipped[i] / fromNothing[i]);
        }
        OUT.printf(
                Locale.ROOT,
                "%nmean steps %,.0f and %,.0f: %.3f of them; the worst from the policy %,.0f, the best from nothing %,.0f%n",
                Arrays.stream(fromNothing).average().orElseThrow(),
                Arrays.stream(fromShipped).average().orElseThrow(),
                Arrays.stream(fromShipped).sum() / Arrays.stream(fromNothing).sum(),
                Arrays.stream(fromShipped).max().orElseThrow(),
                Arrays.stream(fromNothing).min().orElseThrow());
    }

    private Map<String, Object> options() {
        return Map.of("poleLength", poleLength);
    }

    /** The steps until the task is solved; those of all updates if it never is. */
    private double steps(String from, long seed) {
        VectorEnvironment envs =
                Environments.vector("CartPole-v1", options(), 16, MaskVelocity::new)
                        .normalizeObservations();
        TrainingRunBuilder builder =
                TrainingRun.builder("%s-%d".formatted(from, seed), agent(envs), envs)
                        .seed(seed)
                        .evaluateEvery(1, EvaluationPlan.of(EPISODES))
                        .checkpointEvery(MOST_UPDATES)
                        .keepCheckpoints(1)
                        .replace(true)
                        .checkpoints(FOLDER.resolve("checkpoints"))
                        .logs(FOLDER.resolve("logs"));
        if (from.equals("shipped")) {
            builder.from(shipped);
        }
        try (var run = builder.build()) {
            run.train(MOST_UPDATES, StopRule.atEvaluation(SOLVED));
            return run.state().environmentSteps();
        }
    }

    private static Agent agent(VectorEnvironment envs) {
        return RecurrentPPO.builder()
                .network(RecurrentActorCritic.builder(envs).lstm(64).hidden(64).build())
                .nSteps(128)
                .epoch(6)
                .seqLen(16)
                .nMiniBatch(4)
                .gamma(0.99)
                .learningRate(Schedule.linear(1e-3, 1e-5, MOST_UPDATES))
                .entropyCoef(0)
                .build();
    }
}
