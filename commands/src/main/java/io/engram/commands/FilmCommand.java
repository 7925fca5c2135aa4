package io.engram.commands;

import io.engram.evaluation.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Films a policy where it was trained. */
@Command(
        name = "film",
        description = "Films a policy in the environment in which it was trained.",
        mixinStandardHelpOptions = true)
final class FilmCommand implements Callable<Integer> {
    private final Places places;

    @Spec private CommandSpec spec;
    @Mixin private PolicyArgument argument = new PolicyArgument();

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
        this.places = places;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Policy policy = argument.policy(places, out);
        Path film =
                file == null
                        ? places.home()
                                .resolve("videos")
                                .resolve(policy.description().name() + ".mp4")
                        : places.output(file);
        var result = argument.evaluation(policy).run();
        result.film(count, film);
        out.println(result);
        out.println(places.told(film));
        out.flush();
        return 0;
    }
}
