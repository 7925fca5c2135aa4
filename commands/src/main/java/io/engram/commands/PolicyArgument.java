package io.engram.commands;

import io.engram.checkpoint.CheckpointStore;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which policy, and how it plays: what evaluate and film have in common. */
final class PolicyArgument {
    @Parameters(
            paramLabel = "RUN",
            description =
                    "a run's folder such as checkpoints/cartpole-masked, or one of its checkpoints")
    private Path run;

    @Option(
            names = "--newest",
            description = "of a run's folder, the newest policy in place of the best")
    private boolean newest;

    @Option(
            names = "--episodes",
            defaultValue = "30",
            description = "how many (default: ${DEFAULT-VALUE})")
    private int episodes;

    @Option(
            names = "--sampled",
            description = "sample actions, as in training, in place of the likeliest")
    private boolean sampled;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "of the episodes (default: ${DEFAULT-VALUE})")
    private long seed;

    /** The policy, which is told. */
    Policy policy(Places places, PrintWriter out) {
        Path found = places.find(run);
        Policy policy = newest ? Policy.load(found) : best(found);
        out.printf("%s%n  of %s%n", policy, places.told(found));
        return policy;
    }

    /** Of a run's folder the best policy if one was judged, of any other the one that is there. */
    static Policy best(Path folder) {
        var store = new CheckpointStore(folder);
        boolean isJudged = !store.list().isEmpty() && store.best().isPresent();
        return Policy.load(isJudged ? folder.resolve("best") : folder);
    }

    int episodes() {
        return episodes;
    }

    /** A test of the policy in the environment in which it was trained. */
    Evaluation evaluation(Policy policy) {
        var evaluation = Evaluation.of(policy).episodes(episodes).seed(seed);
        return sampled ? evaluation.sampled() : evaluation.greedy();
    }
}
