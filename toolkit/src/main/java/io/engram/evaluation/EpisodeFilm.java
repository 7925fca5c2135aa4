package io.engram.evaluation;

import io.engram.engine.EngineThread;
import io.engram.environment.Environment;
import io.engram.environment.EpisodeTracker;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.video.Video;
import io.engram.video.VideoWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Films the first episode of an evaluation without measuring any, as a run does while it trains.
 * {@link EvaluationResult} films what was measured.
 */
public final class EpisodeFilm {
    private final Environment environment;
    private final EpisodeTracker slot;
    private final VideoWriter writer;
    private final Runnable betweenSteps;

    private EpisodeFilm(Environment environment, VideoWriter writer, Runnable betweenSteps) {
        this.environment = environment;
        slot = new EpisodeTracker(environment, 0);
        this.writer = writer;
        this.betweenSteps = betweenSteps;
    }

    /**
     * Plays an episode and films it, and asks before every step whether to go on.
     *
     * @param evaluation whose policy plays, in its environment and from its seed
     * @param file where the film goes: {@code .mp4} (H.264) or {@code .gif}
     * @param betweenSteps called before each step; it may throw to give up, and there is no film
     *     then
     * @return the film
     * @throws IllegalArgumentException if the file is of another kind, or the environment not of
     *     the policy's task
     * @throws IllegalStateException if the environment has no picture
     */
    public static Video of(Evaluation evaluation, Path file, Runnable betweenSteps) {
        try (Environment environment = evaluation.makeEnvironment()) {
            var writer = VideoWriter.open(file, environment.framesPerSecond());
            try (writer) {
                new EpisodeFilm(environment, writer, betweenSteps).play(evaluation);
            }
            return writer.video();
        }
    }

    private void play(Evaluation evaluation) {
        try (var session = evaluation.policy().session()) {
            var framing =
                    new Framing(
                            FilmStyle.captioned(), Framing.Place.ALONE, evaluation, environment);
            int rate = environment.framesPerSecond();
            var camera = new Camera(new Reel(writer, rate, rate), framing);
            RandomStream chance = evaluation.actionRandom(0);
            RandomStream[] random = chance == null ? null : new RandomStream[] {chance};
            betweenSteps.run();
            Observation seen = away(() -> slot.reset(evaluation.episodeSeed(0)));
            camera.see(Moment.of(0, slot, Optional.empty()));
            while (!slot.isDone()) {
                betweenSteps.run();
                Action action = session.act(new Observation[] {seen}, random)[0];
                seen = away(() -> slot.step(action).observation());
                camera.see(Moment.of(0, slot, Optional.empty()));
            }
        } catch (RuntimeException e) {
            // Half a film is no film.
            writer.discard();
            throw e;
        }
    }

    /** A training run films in its own lane, which no environment may keep. */
    private Observation away(Supplier<Observation> call) {
        return EngineThread.away(() -> slot.busy().orElse("an environment"), call);
    }
}
