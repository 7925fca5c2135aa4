package io.engram.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.disk.Disk;
import io.engram.evaluation.Policy;
import io.engram.fixture.Forgery;
import io.engram.random.RandomStream;
import io.engram.settings.ConfigFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were changed at random, with hashes that are right: each is refused with a sentence or
 * understood, at once, within bounds, and nothing is written where no run writes.
 */
class MutatedFilesTest {
    /** How many; {@code -Dengram.mutants=100000} for more. */
    private static final int MUTANTS = Integer.getInteger("engram.mutants", 2_000);

    /** The first one's number, to see one of them again. */
    private static final int FIRST = Integer.getInteger("engram.firstMutant", 0);

    private static final List<SampleRun> SAMPLES =
            List.of(
                    SampleRun.OWN_ENVIRONMENT,
                    SampleRun.CLASSIC_CONTROL,
                    SampleRun.CONTINUOUS_CONTROL,
                    SampleRun.MEMORY,
                    SampleRun.MINI_GRID);
    private static final String NAME = "sample";
    private static final String POINTER = "../latest";
    private static final String UPDATE = "update-000002";

    /** So many say how they are distributed. */
    private static final int ENOUGH = 500;

    /** One mutant of so many is one of a file of YAML. */
    private static final int YAML_EVERY = 10;

    private static final Map<SampleRun, Map<String, byte[]>> FILES = new EnumMap<>(SampleRun.class);

    /** Memory for what is small, above four times the size of the files. */
    private static final long SMALL = 64 << 20;

    @TempDir static Path folder;

    /** Where the samples were trained, so that what they say of places is true. */
    private static Path place;

    private final List<String> wrong = new ArrayList<>();
    private int understood;

    @BeforeAll
    static void trainAll() throws IOException {
        place = folder.resolve("place");
        FILES.clear();
        for (SampleRun sample : SAMPLES) {
            try (var run = sample.builder(place, NAME).build()) {
                run.train(2);
            }
            FILES.put(sample, read(SampleRun.checkpoints(place, NAME)));
            Disk.delete(place);
        }
    }

    /** The files of a run's newest checkpoint, and what points to it. */
    private static Map<String, byte[]> read(Path run) throws IOException {
        var files = new TreeMap<String, byte[]>();
        files.put(POINTER, Files.readAllBytes(run.resolve("latest")));
        try (Stream<Path> all = Files.list(run.resolve(UPDATE))) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void givenFilesChangedAtRandom_thenEachIsRefusedWithASentenceOrUnderstood() throws IOException {
        for (int number = FIRST; number < FIRST + MUTANTS; number++) {
            var random = RandomStream.of(number, "mutant");
            SampleRun sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
            if (number % YAML_EVERY == 0) {
                tryConfiguration("mutant " + number, sample, random);
            } else {
                tryCheckpoint("mutant " + number, sample, random);
            }
        }

        assertThat(wrong).as("%d mutants", MUTANTS).isEmpty();
        // Otherwise the changes were all too small, or all too large, to say much.
        if (MUTANTS >= ENOUGH) {
            assertThat(understood).isBetween(MUTANTS / 6, MUTANTS * 2 / 3);
        }
    }

    private void judge(String what, Attempt attempt, long size) {
        attempt.complaint(4 * size + SMALL).ifPresent(it -> wrong.add(what + " " + it));
    }

    private void tryConfiguration(String what, SampleRun sample, RandomStream random) {
        byte[] yaml = sample.config().toYaml().getBytes(StandardCharsets.UTF_8);
        String changed =
                new String(new Mutant(random).of("config.yaml", yaml), StandardCharsets.UTF_8);
        judge(
                what + ", the configuration of " + sample,
                Attempt.of(() -> ConfigFile.ofYaml(changed)),
                changed.length());
    }

    private void tryCheckpoint(String what, SampleRun sample, RandomStream random)
            throws IOException {
        Map<String, byte[]> files = FILES.get(sample);
        List<String> names = List.copyOf(files.keySet());
        String name = names.get(random.nextInt(names.size()));
        Path run = SampleRun.checkpoints(place, NAME);
        long size = write(files, run);
        byte[] changed = new Mutant(random).of(name, files.get(name));
        if (name.equals(POINTER) || name.equals("manifest.json")) {
            Files.write(run.resolve(UPDATE).resolve(name), changed);
        } else {
            Forgery.bytes(run.resolve(UPDATE), name, changed);
        }
        String which = "%s, %s of %s,".formatted(what, name, sample);

        Attempt load = Attempt.of(() -> CheckpointStore.load(run));
        judge(which + " loaded,", load, size + changed.length);
        judge(which + " as a policy,", Attempt.of(() -> Policy.load(run)), size + changed.length);
        if (load.succeeded()) {
            understood++;
            judge(
                    which + " resumed,",
                    Attempt.stoppable(() -> goOn(sample, run)),
                    Long.MAX_VALUE / 8);
        }
        judgePlaces(which);
        Disk.delete(place);
    }

    private static long write(Map<String, byte[]> files, Path run) throws IOException {
        Path checkpoint = Files.createDirectories(run.resolve(UPDATE));
        long size = 0;
        for (var file : files.entrySet()) {
            Files.write(checkpoint.resolve(file.getKey()), file.getValue());
            size += file.getValue().length;
        }
        return size;
    }

    private static void goOn(SampleRun sample, Path run) {
        try (var resumed = sample.resume(run)) {
            resumed.train((int) resumed.state().update() + 1);
        }
    }

    /**
     * All that is there is below the run's folder, that of its logs, whatever its name is now, or
     * another one for its logs that the description names, below the same roof.
     */
    private void judgePlaces(String which) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(
                            file ->
                                    !file.startsWith(place.resolve("logs"))
                                            && !file.startsWith(SampleRun.checkpoints(place, NAME))
                                            && !isLog(file))
                    .forEach(file -> wrong.add(which + " wrote " + file));
        }
    }

    private static boolean isLog(Path file) {
        return file.startsWith(place)
                && !file.startsWith(place.resolve("checkpoints"))
                && file.getParent().endsWith(NAME);
    }
}
