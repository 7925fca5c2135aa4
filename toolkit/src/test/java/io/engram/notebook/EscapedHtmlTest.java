package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.engram.checkpoint.MetricHistory;
import io.engram.checkpoint.RunDescription;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.rollout.SequenceCut;
import io.engram.settings.ConfigFile;
import io.engram.show.Picture;
import io.engram.show.Showable;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import io.engram.statistics.Interval;
import io.engram.sweep.Importance;
import io.engram.sweep.Sweep;
import io.engram.training.Hint;
import io.engram.training.Progress;
import io.engram.training.ProgressViews;
import io.engram.training.TrainingRun;
import io.engram.video.VideoWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text of a file or a user becomes HTML. */
class EscapedHtmlTest {
    private static final String HOSTILE = "<img src=x onerror=\"alert('1')\">&amp;";

    @TempDir Path folder;

    /** One of everything that can be shown, with hostile text wherever text can come in. */
    private List<Showable> everything() throws IOException {
        var all = new ArrayList<Showable>();
        var envs = VectorEnvironment.of(4, Recall::new);
        try (var run =
                TrainingRun.builder("run", Runs.agent(envs), envs)
                        .checkpoints(folder.resolve(HOSTILE))
                        .logs(folder.resolve("logs"))
                        .build()) {
            var policy = Policy.of(hostile(run.description()), run.state(), run.network());
            all.add(run);
            all.add(Runs.agent(envs));
            all.add(policy);
            var test = Evaluation.of(policy, Recall::new).episodes(2).run();
            all.add(test);
            all.add(test.trace(test.best()));
        }
        var picture = new Picture(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), HOSTILE, 4);
        all.add(picture);
        all.add(SequenceCut.of(new boolean[2][9], 4));
        all.add(new LiveProgress.Live(picture));
        all.add(new ProgressPanel(hostile(picture)));
        all.add(RichValues.of(List.of(HOSTILE.repeat(20))));
        all.add(
                EnvironmentDescription.of(HOSTILE, HOSTILE)
                        .observation(ObservationSpace.vector(1), HOSTILE)
                        .action(ActionSpace.discrete(2), HOSTILE)
                        .success(HOSTILE)
                        .source(HOSTILE)
                        .options(
                                EnvironmentOption.text(
                                        HOSTILE, HOSTILE, List.of(HOSTILE), HOSTILE)));
        all.add(EnvironmentCheck.inspect(Throwing::new));
        Path yaml = folder.resolve(HOSTILE + ".yaml");
        Files.copy(Path.of("src/test/resources/yaml/ppo.yaml"), yaml);
        all.add(ConfigFile.read(yaml));
        for (String format : List.of(".gif", ".mp4")) {
            var writer = VideoWriter.open(folder.resolve(HOSTILE + format), 10);
            try (writer) {
                writer.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB));
            }
            all.add(writer.video());
            all.add(writer.video().linked());
        }
        all.add(Notebook.doc(ConfigFile.class));
        all.addAll(sweep());
        all.add(importance());
        Traces.lines("E", HOSTILE, new StackTraceElement[0], snippet -> line -> HOSTILE);
        all.add(Notebook.trace());
        return all;
    }

    private static Importance importance() {
        var share = new Importance.Share(HOSTILE, 0.5, new Interval(0.2, 0.8), HOSTILE, true);
        return new Importance(HOSTILE, List.of(share), 4);
    }

    /** A sweep whose run fails, and the table that is seen while it does. */
    private List<Showable> sweep() {
        var shown = new ArrayList<Showable>();
        Display before = Notebook.display();
        Notebook.use(new Keeping(shown));
        try {
            var sweep =
                    Sweep.builder("sweep")
                            .base(
                                    (setting, name) -> {
                                        throw new IllegalStateException(HOSTILE);
                                    })
                            .grid(HOSTILE, HOSTILE)
                            .updates(1)
                            .checkpoints(folder.resolve("sweeps"))
                            .run();
            shown.add(sweep);
        } finally {
            Notebook.use(before);
            ProgressViews.reset();
        }
        return shown;
    }

    /** Keeps what is shown in live cells. */
    private record Keeping(List<Showable> shown) implements Display {
        @Override
        public void show(Object value) {
            shown.add((Showable) value);
        }

        @Override
        public LiveCell live() {
            return new LiveCell() {
                @Override
                public void update(Object value) {
                    show(value);
                }

                @Override
                public void close() {}
            };
        }
    }

    private static Progress hostile(Picture picture) {
        return new Progress(
                HOSTILE,
                1,
                2,
                0.5,
                HOSTILE,
                3,
                4,
                5,
                6,
                new MetricHistory(List.of("episode_return_mean"), List.of(new double[] {1})),
                List.of(HOSTILE),
                List.of(new Hint(HOSTILE, HOSTILE)),
                Optional.of(picture),
                HOSTILE);
    }

    private static RunDescription hostile(RunDescription run) {
        return new RunDescription(
                HOSTILE,
                run.seed(),
                run.config(),
                run.observationSpace(),
                run.actionSpace(),
                run.network(),
                run.environment(),
                run.task(),
                run.vector(),
                run.settings());
    }

    private static final class Throwing extends Recall {
        @Override
        public Step step(Action action) {
            throw new IllegalStateException(HOSTILE);
        }
    }

    @Test
    void givenHostileText_whenShown_thenNothingOfItIsATag() throws IOException {
        for (Showable each : everything()) {
            assertThat(each.toHtml())
                    .as(each.getClass().getSimpleName())
                    .doesNotContain("<img src=x")
                    .doesNotContain("onerror=\"")
                    .doesNotContain("alert('1')");
        }
    }

    @Test
    void givenEveryClassThatCanBeShown_thenItIsAmongThose() throws IOException {
        var shown = new TreeSet<String>();
        everything().forEach(each -> shown.add(each.getClass().getName()));
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.engram");

        assertThat(
                        classes.stream()
                                .filter(each -> each.isAssignableTo(Showable.class))
                                .filter(
                                        each ->
                                                !each.getModifiers()
                                                        .contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::getName))
                .isSubsetOf(shown);
    }
}
