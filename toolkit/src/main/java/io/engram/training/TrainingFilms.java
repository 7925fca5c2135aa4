package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import io.engram.engine.EngineThread;
import io.engram.environment.Environment;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.EpisodeFilm;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.network.ActorCriticNetwork;
import io.engram.random.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Films of a policy while it is trained: after every so many updates one episode, the same each
 * time. Lives in the run's lane.
 *
 * <p>It draws from no stream of training and leaves the run's own environments alone. A film that
 * cannot be made is not worth a training run.
 */
final class TrainingFilms {
    private static final System.Logger LOG = System.getLogger(TrainingFilms.class.getName());
    private static final int MOST_STEPS = 2_000;
    private static final String FOLDER = "films";

    private final RunDescription description;
    private final ActorCriticNetwork network;
    private final VectorEnvironment environments;
    private final int every;
    private long lastFilmed;

    TrainingFilms(
            RunDescription description,
            ActorCriticNetwork network,
            VectorEnvironment environments) {
        this.description = description;
        this.network = network;
        this.environments = environments;
        every = description.settings().filmEvery();
    }

    /**
     * Makes room for a run that begins, beside the films of an older one of its name.
     *
     * @throws IllegalArgumentException if there is nothing to film
     */
    void begin() {
        if (every == 0) {
            return;
        }
        requirePictures();
        Path logs = Path.of(description.settings().logs());
        try {
            Path folder = newest(logs);
            Files.createDirectories(list(folder).isEmpty() ? folder : next(logs));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for films in " + logs, e);
        }
    }

    private void requirePictures() {
        try (Environment environment = environments.newEnvironment()) {
            EngineThread.away(() -> "reset(seed) of " + environment, () -> environment.reset(0));
            environment.render();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(
                    "filmEvery is %d, but there is nothing to film (%s); leave filmEvery out, or give the environment a picture"
                            .formatted(every, e.getMessage()),
                    e);
        }
    }

    /**
     * Films a state's policy, if it is its turn and there is no film of it yet.
     *
     * @param betweenSteps called before each step; it may throw to give up
     */
    void film(RunState state, Runnable betweenSteps) {
        long update = state.update();
        if (every == 0 || update == 0 || update % every != 0 || update == lastFilmed) {
            return;
        }
        var gaveUp = new RuntimeException[1];
        try {
            film(
                    state,
                    newest(Path.of(description.settings().logs()))
                            .resolve("update-%06d.mp4".formatted(update)),
                    () -> {
                        try {
                            betweenSteps.run();
                        } catch (RuntimeException e) {
                            gaveUp[0] = e;
                            throw e;
                        }
                    });
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            if (e == gaveUp[0]) {
                throw e;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "update %d of the run '%s' was not filmed; training goes on"
                            .formatted(update, description.name()),
                    e);
        }
        lastFilmed = update;
    }

    private void film(RunState state, Path file, Runnable betweenSteps) {
        // A resumed run comes past an update again, with the same bits.
        if (!Files.exists(file)) {
            var policy = Policy.of(description, state, network);
            EpisodeFilm.of(
                    Evaluation.of(policy, environments::newEnvironment)
                            .sampled()
                            .maxSteps(MOST_STEPS)
                            // A factory may make several tasks.
                            .anotherTask()
                            .seed(RandomStream.of(description.seed(), "film").nextLong()),
                    file,
                    betweenSteps);
        }
    }

    /** The films of a run whose logs are in a folder, the earliest first. */
    static List<Path> of(Path logs) {
        try {
            return list(newest(logs));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the films in " + logs, e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
        }
    }

    /** The folder of the newest run of this name that was filmed. */
    private static Path newest(Path logs) {
        int number = 1;
        while (Files.exists(folder(logs, number + 1))) {
            number++;
        }
        return folder(logs, number);
    }

    private static Path next(Path logs) {
        int number = 1;
        while (Files.exists(folder(logs, number))) {
            number++;
        }
        return folder(logs, number);
    }

    private static Path folder(Path logs, int number) {
        return logs.resolve(number == 1 ? FOLDER : FOLDER + "-" + number);
    }
}
