package io.engram.commands;

import io.engram.evaluation.EvaluationResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests a policy where it was trained. */
@Command(
        name = "evaluate",
        description = "Tests a policy in the environment in which it was trained.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private final Places places;

    @Spec private CommandSpec spec;
    @Mixin private PolicyArgument argument = new PolicyArgument();

    @Option(names = "--out", description = "a CSV file for what came of each episode")
    private Path csv;

    EvaluateCommand(Places places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EvaluationResult result = argument.evaluation(argument.policy(places, out)).run();
        out.println(result);
        if (csv != null) {
            Path file = places.output(csv);
            result.table().write().csv(file.toFile());
            out.println(places.told(file));
        }
        out.flush();
        return 0;
    }
}
