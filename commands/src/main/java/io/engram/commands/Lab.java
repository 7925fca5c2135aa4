package io.engram.commands;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The commands of {@code ./lab} that need no notebook. Ctrl-C lets them finish what they are at: a
 * run is saved.
 */
@Command(name = "./lab", description = "Runs without a notebook.", mixinStandardHelpOptions = true)
public final class Lab implements Runnable {
    private static final int FAILED = 1;
    private static final int SECONDS_TO_SAVE = 60;

    @Spec private CommandSpec spec;

    private Lab() {}

    /**
     * Runs a command, and ends the process with its exit status: 0 if it did what was asked, 1 if
     * it could not, 2 if the arguments are wrong.
     *
     * @param arguments {@code train}, {@code evaluate}, {@code film}, {@code list} or {@code
     *     reproduce}, and its arguments
     */
    public static void main(String... arguments) {
        var ended = new CountDownLatch(1);
        Thread command = Thread.currentThread();
        var stop =
                new Thread(
                        () -> {
                            command.interrupt();
                            await(ended);
                        },
                        "engram-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        int status = commandLine(Places.ofProcess()).execute(arguments);
        ended.countDown();
        System.exit(status);
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(SECONDS_TO_SAVE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static CommandLine commandLine(Places places) {
        return new CommandLine(new Lab())
                .addSubcommand(new TrainCommand(places))
                .addSubcommand(new EvaluateCommand(places))
                .addSubcommand(new FilmCommand(places))
                .addSubcommand(new ListCommand(places))
                .addSubcommand(new ReproduceCommand(places))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Lab::tell);
    }

    /** What is wrong in a sentence; what nobody foresaw, with the way to it. */
    private static int tell(
            Exception problem, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        boolean isForeseen =
                problem instanceof IllegalArgumentException
                        || problem instanceof IllegalStateException
                        || problem.getClass().getName().startsWith("io.engram.");
        if (!isForeseen) {
            throw problem;
        }
        commandLine.getErr().println(problem.getMessage());
        return FAILED;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
