package io.engram.commands;

import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.Policy;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tests a policy where it was trained. */
@Command(
        name = "evaluate",
        description = "Tests a policy in the environment in which it was trained.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand extends PolicyCommand {
    @Option(names = "--out", description = "a CSV file for what came of each episode")
    private Path csv;

    EvaluateCommand(Places places) {
        super(places);
    }

    @Override
    Optional<Path> write(Policy policy, EvaluationResult result) {
        if (csv == null) {
            return Optional.empty();
        }
        Path file = places().output(csv);
        result.table().write().csv(file.toFile());
        return Optional.of(file);
    }
}
