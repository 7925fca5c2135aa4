package io.engram.commands;

import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.Policy;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Films a policy where it was trained. */
@Command(
        name = "film",
        description = "Films a policy in the environment in which it was trained.",
        mixinStandardHelpOptions = true)
final class FilmCommand extends PolicyCommand {
    @Option(
            names = "--count",
            defaultValue = "1",
            description = "how many of the episodes, from the first (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(
            names = "--out",
            description = "an .mp4 or .gif file; videos/RUN.mp4 of your folder unless given")
    private Path file;

    FilmCommand(Places places) {
        super(places);
    }

    @Override
    Optional<Path> write(Policy policy, EvaluationResult result) {
        Path film =
                file == null
                        ? places().home()
                                .resolve("videos")
                                .resolve(policy.description().name() + ".mp4")
                        : places().output(file);
        result.film(count, film);
        return Optional.of(film);
    }
}
