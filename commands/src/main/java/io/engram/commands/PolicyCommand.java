package io.engram.commands;

import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tests a policy where it was trained, tells what came of it, and makes a file of that. */
abstract class PolicyCommand implements Callable<Integer> {
    private static final int OK = 0;

    private final Places places;

    @Spec private CommandSpec spec;

    @Mixin private PolicyArgument argument = new PolicyArgument();

    PolicyCommand(Places places) {
        this.places = places;
    }

    final Places places() {
        return places;
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        check(argument.episodes());
        Policy policy = argument.policy(places, out);
        EvaluationResult result = argument.evaluation(policy).run();
        out.println(result);
        out.flush();
        write(policy, result).ifPresent(file -> out.println(places.told(file)));
        out.flush();
        return OK;
    }

    /**
     * Finds what is wrong with the arguments before anything is played.
     *
     * @param episodes how many will be played
     * @throws IllegalArgumentException if something is
     */
    void check(int episodes) {}

    /**
     * Makes a file of a test.
     *
     * @return the file, or empty if none is wanted
     */
    abstract Optional<Path> write(Policy policy, EvaluationResult result);
}
