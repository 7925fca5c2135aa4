package io.engram.commands;

import io.engram.evaluation.EpisodeResult;
import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.FilmStyle;
import io.engram.evaluation.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Films a policy where it was trained. */
@Command(
        name = "film",
        description = "Films a policy in the environment in which it was trained.",
        mixinStandardHelpOptions = true)
final class FilmCommand extends PolicyCommand {
    /** Which of the tested episodes are filmed. */
    private enum Which {
        FIRST,
        BEST,
        WORST
    }

    @Option(
            names = "--count",
            defaultValue = "1",
            description = "how many of the episodes (default: ${DEFAULT-VALUE})")
    private int count;

    @Option(
            names = "--which",
            defaultValue = "first",
            description = "which of them: first, best or worst (default: ${DEFAULT-VALUE})")
    private Which which;

    @Option(names = "--together", description = "side by side, up to 16, in place of one by one")
    private boolean together;

    @Option(
            names = "--columns",
            description = "how many stand in a row, side by side or as stills, 1 to 16")
    private Integer columns;

    @Option(
            names = "--stills",
            description = "a picture (.png) of so many stills of one episode in place of a film")
    private Integer stills;

    @Option(names = "--actions", description = "show what the policy thinks of its actions")
    private boolean actions;

    @Option(names = "--value", description = "show the return that the policy expects")
    private boolean value;

    @Option(names = "--bare", description = "without the line of episode, step and return")
    private boolean bare;

    @Option(
            names = "--width",
            description = "of an episode's picture in pixels, 16 to 3840; its height follows")
    private Integer width;

    @Option(
            names = "--out",
            description =
                    "an .mp4 or .gif file, .png for stills; videos/RUN.mp4 of your folder unless given")
    private Path file;

    FilmCommand(Places places) {
        super(places);
    }

    @Override
    Optional<Path> write(Policy policy, EvaluationResult result) {
        EvaluationResult styled = result.filmStyle(style());
        Path film =
                file == null
                        ? places().home()
                                .resolve("videos")
                                .resolve(
                                        policy.description().name()
                                                + (stills == null ? ".mp4" : ".png"))
                        : places().output(file);
        if (stills != null) {
            styled.contactSheet(episodes(styled).get(0), stills).writePng(film);
        } else if (together) {
            styled.filmTogether(episodes(styled), film);
        } else {
            styled.film(episodes(styled), film);
        }
        return Optional.of(film);
    }

    @Override
    void check(int episodes) {
        style();
        boolean isPicture = file != null && file.toString().endsWith(".png");
        if (count < 1 || count > episodes) {
            throw wrong("--count must be 1 to %d, the --episodes, but is %d", episodes, count);
        }
        if (stills != null && (count > 1 || together)) {
            throw wrong("--stills are of one episode; leave --count and --together out");
        }
        if (stills != null && file != null && !isPicture) {
            throw wrong("--stills make a picture: --out must end in .png, but is %s", file);
        }
        if (stills == null && isPicture) {
            throw wrong("--out %s is a picture; say how many --stills are on it", file);
        }
        if (columns != null && !together && stills == null) {
            throw wrong("--columns are for --together and --stills");
        }
    }

    private static IllegalArgumentException wrong(String sentence, Object... values) {
        return new IllegalArgumentException(sentence.formatted(values));
    }

    private FilmStyle style() {
        FilmStyle style = bare ? FilmStyle.bare() : FilmStyle.captioned();
        style = actions ? style.actions() : style;
        style = value ? style.value() : style;
        style = width == null ? style : style.width(width);
        return columns == null ? style : style.columns(columns);
    }

    private List<EpisodeResult> episodes(EvaluationResult result) {
        return switch (which) {
            case BEST -> result.best(count);
            case WORST -> result.worst(count);
            case FIRST -> result.episodes().subList(0, count);
        };
    }
}
