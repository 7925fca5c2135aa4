package io.engram.commands;

import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.Judgement;
import io.engram.environment.EnvironmentSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells which configurations and which runs there are. */
@Command(
        name = "list",
        description = "Lists your runs, those that ship, and the configurations that ship.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private static final List<String> TITLES =
            List.of("run", "algorithm", "environment", "updates", "steps", "best return");

    private final Places places;

    @Spec private CommandSpec spec;

    ListCommand(Places places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        var rows = new ArrayList<List<String>>();
        rows.add(TITLES);
        for (Path folder : places.runFolders()) {
            folders(folder).forEach(run -> rows.add(row(run)));
        }
        if (rows.size() == 1) {
            out.println("no runs yet; ./lab train configs/cartpole-masked.yaml makes one");
        } else {
            TextTable.print(rows, out);
        }
        out.println();
        out.println("configurations, for ./lab train FILE:");
        files(places.project().resolve("configs"))
                .forEach(file -> out.println("  " + places.told(file)));
        out.flush();
        return 0;
    }

    private static List<Path> folders(Path folder) {
        return sorted(folder).stream()
                .filter(Files::isDirectory)
                .filter(ListCommand::isRunOrPolicy)
                .toList();
    }

    /**
     * A run has checkpoints in folders of their own; a policy that was saved alone is one itself.
     */
    private static boolean isRunOrPolicy(Path folder) {
        return CheckpointStore.isCheckpoint(folder)
                || !new CheckpointStore(folder).list().isEmpty();
    }

    private static List<Path> files(Path folder) {
        return sorted(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(".yaml"))
                .toList();
    }

    private static List<Path> sorted(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private List<String> row(Path run) {
        try {
            Checkpoint newest = CheckpointStore.load(run);
            var description = newest.description();
            var state = newest.state();
            return List.of(
                    places.told(run),
                    description.config().algorithm().key(),
                    description.environment().map(EnvironmentSpec::id).orElse("of your own"),
                    Long.toString(state.update()),
                    String.format(Locale.ROOT, "%,d", state.environmentSteps()),
                    state.best().map(Judgement::returnText).orElse(""));
        } catch (CheckpointException e) {
            return List.of(places.told(run), "cannot be read: " + e.getMessage(), "", "", "", "");
        }
    }
}
