package io.engram.benchmarks;

import io.engram.evaluation.EpisodeResult;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.plot.Curve;
import io.engram.study.RunLog;
import io.engram.sweep.SweepRun;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * When a run of BipedalWalker has learned to walk, and how its best policy walks: a hundred
 * episodes with the likeliest actions and rewards as they are.
 */
final class Walk {
    static final String HEADER = "walks_from_step,test_return,test_arrived,test_steps_to_the_end";

    /** A walker has learned to walk once episodes of training have this mean return. */
    private static final double WALKS = 200;

    /** Of BipedalWalker-v3, in steps. */
    private static final int TIME_LIMIT = 1600;

    private static final int EPISODES = 100;
    private static final long SEED = 3001;

    private Walk() {}

    /** Cells for {@link #HEADER}; what never came is empty. */
    static String of(SweepRun run) {
        List<EpisodeResult> episodes =
                Evaluation.of(Policy.load(run.checkpoints().resolve("best")), "BipedalWalker-v3")
                        .anotherTask()
                        .episodes(EPISODES)
                        .greedy()
                        .seed(SEED)
                        .run()
                        .episodes();
        List<EpisodeResult> arrived = episodes.stream().filter(Walk::isArrived).toList();
        return String.format(
                Locale.ROOT,
                "%s,%.4g,%d,%s",
                text(first(run)),
                episodes.stream().mapToDouble(EpisodeResult::totalReward).average().orElseThrow(),
                arrived.size(),
                text(arrived.stream().mapToInt(EpisodeResult::length).average()));
    }

    /** Whoever falls loses 100, and whoever stands until time is up has gone no way. */
    private static boolean isArrived(EpisodeResult episode) {
        return episode.length() < TIME_LIMIT && episode.totalReward() > WALKS;
    }

    private static OptionalDouble first(SweepRun run) {
        Curve curve = RunLog.read(run.logs()).curve("environment_steps", "episode_return_mean");
        return IntStream.range(0, curve.x().length)
                .filter(i -> curve.y()[i] >= WALKS)
                .mapToDouble(i -> curve.x()[i])
                .findFirst();
    }

    private static String text(OptionalDouble value) {
        return value.isEmpty() ? "" : String.format(Locale.ROOT, "%.0f", value.getAsDouble());
    }
}
