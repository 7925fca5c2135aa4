package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.RecurrentPPO;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.evaluation.Evaluation;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import io.engram.plot.LearningCurve;
import io.engram.settings.Schedule;
import io.engram.show.Figures;
import io.engram.show.Picture;
import io.engram.space.Observation;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cell returns shows as what it is, through the renderer of the kernel. */
class RichValuesTest {
    @TempDir Path folder;

    private static DisplayData render(Object value) {
        var renderer = new Renderer();
        JJavaExtension.register(renderer);
        return renderer.render(value);
    }

    private static String html(Object value) {
        return (String) render(value).getData(MIMEType.TEXT_HTML);
    }

    private static String text(Object value) {
        return (String) render(value).getData(MIMEType.TEXT_PLAIN);
    }

    private static void assertPicture(Object value) {
        DisplayData data = render(value);
        assertThat((String) data.getData(MIMEType.IMAGE_PNG)).startsWith("iVBORw0KGgo");
        assertThat(data.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
        assertThat((String) data.getData(MIMEType.TEXT_PLAIN)).startsWith("[picture] ");
    }

    /** Recall with a larger picture. */
    private static class Seen extends Recall {
        @Override
        public BufferedImage render() {
            return new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
        }
    }

    /** Recall without one. */
    private static final class Unseen extends Recall {
        @Override
        public BufferedImage render() {
            throw new IllegalStateException("it has no picture");
        }
    }

    @Test
    void givenAnAgent_thenWhatDiffersFromTheDefaultsComesFirst() {
        var envs = VectorEnvironment.of(8, Recall::new);
        String html = html(Runs.agent(envs));

        assertThat(html).contains("recurrent_ppo").contains(">seqLen</td>", ">4</td>");
        assertThat(html.indexOf(">nSteps<")).isPositive().isLessThan(html.indexOf(">gamma<"));
        assertThat(text(Runs.agent(envs)))
                .contains("learningRate: ", " → 0.003")
                .doesNotContain("gamma");
        var network = RecurrentActorCritic.builder(envs).gru(16).hidden(16).build();
        assertThat(text(RecurrentPPO.builder().network(network).build())).endsWith(", defaults");
    }

    @Test
    void givenANetwork_thenItsLayersShapesAndCountsAreThere() {
        var envs = VectorEnvironment.of(8, Recall::new);
        var network = RecurrentActorCritic.builder(envs).gru(16).hidden(16).build();
        int parameters;
        try (var run = Runs.below(folder, "network", Runs.agent(envs), envs).build()) {
            parameters = run.state().learner().parameters().length;
        }

        assertThat(html(network))
                .contains("(48, 16)", "GRU")
                .contains(Figures.of((long) parameters));
        assertThat(text(network)).endsWith(Figures.of((long) parameters) + " parameters");
    }

    @Test
    void givenAVectorOfEnvironments_thenItsSpacesAreThere_andAPictureIfItHasOne() {
        var plain = VectorEnvironment.of(8, Unseen::new).normalizeObservations();
        assertThat(html(plain))
                .contains("8 × ", "observes ", "acts by ", "normalises observations")
                .doesNotContain("<img");
        assertThat(html(VectorEnvironment.of(8, Seen::new)))
                .contains("<img alt=\"", "after a reset", "width=\"320\" height=\"160\"");
    }

    @Test
    void givenAnEnvironment_thenItsSpacesAndWrappersAreThere_andWhereItStands() {
        assertThat(text(new TimeLimit(new Unseen(), 9)))
                .startsWith("Unseen in TimeLimit(")
                .contains("\nobserves ", "\nacts by Discrete[2]");
        assertThat(html(new Unseen())).startsWith("<b>Unseen</b><br>").doesNotContain("<img");
        assertThat(html(new Seen()))
                .contains("<img alt=\"Seen now\"", "width=\"320\" height=\"160\"");
        var plain =
                new Seen() {
                    @Override
                    public Optional<EnvironmentDescription> description() {
                        return Optional.of(
                                EnvironmentDescription.of("Seen-v0", "Recall <it>.")
                                        .action(actionSpace(), "low, high"));
                    }
                };
        assertThat(html(plain)).contains("Recall &lt;it&gt;.", "Discrete[2]: low, high");
    }

    @Test
    void givenSchedules_thenTheyAreCurves() {
        for (Schedule schedule :
                List.of(
                        Schedule.constant(1e-3),
                        Schedule.linear(1e-3, 1e-5, 48),
                        Schedule.cosine(1e-3, 1e-5, 300).warmUp(10))) {
            assertPicture(schedule);
        }
    }

    @Test
    void givenAnEvaluationARunAndItsCheckpoints_thenTheyTellWhatTheyAre() {
        try (var run = Runs.judgedRecall(folder, "rich").build()) {
            run.train(4);
            assertThat(html(run))
                    .contains("<b>rich</b>, seed 3", "4 updates", "best: update ", "metrics in ");
            assertThat(html(run.checkpoints()))
                    .contains("rich<div", "update-", ">the best policy</td>");
            assertThat(html(folder)).doesNotContain("<table");
            var test = Evaluation.of(run.policy(), Recall::new).episodes(3).run();
            assertThat(html(test)).contains("<table", "mean");
            assertPicture(run.curves());
        }
    }

    @Test
    void givenObservations_thenTheyAreNumbersOrPictures() {
        assertThat(html(Observation.of(0.25f, -1))).isEqualTo("Observation [0.25, -1] (2 numbers)");
        var pixels = new byte[3 * 84 * 84];
        pixels[84 * 84] = (byte) 200;
        assertPicture(Observation.ofBytes(pixels));
        assertThat(new Color(ImageBytes.picture(pixels).orElseThrow().getRGB(0, 0)))
                .isEqualTo(new Color(0, 200, 0));
        assertPicture(Observation.ofBytes(new byte[36]));
        assertThat(html(Observation.ofBytes(new byte[10]))).isEqualTo("10 bytes");
        assertThat(html(Observation.of(new byte[10], new float[] {1})))
                .isEqualTo("Observation of 10 bytes and 1 floats [1] (1 number)");
    }

    @Test
    void givenListsAndArrays_thenTheirElementsAreThere() {
        assertThat(html(List.of("a", "<b>"))).isEqualTo("[a, &lt;b&gt;]");
        var ids = IntStream.range(0, 51).mapToObj(i -> "Task-v" + i).toList();
        assertThat(html(ids)).contains(">Task-v50</td>", "51 rows").contains("overflow:auto");
        assertThat(text(ids)).startsWith("Task-v0\nTask-v1\n");
        assertThat(html(new double[] {1.5, 2})).isEqualTo("[1.5, 2] (2 numbers)");
        assertThat(html(new int[1000])).contains(", …] (1\u202f000 numbers)");
        assertThat(html(new float[] {0.5f})).isEqualTo("[0.5] (1 number)");
        assertThat(html(new long[] {7})).isEqualTo("[7] (1 number)");
    }

    @Test
    void givenPictures_thenTheySayWhatTheyAreAndHowWide() {
        assertPicture(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB));
        double[] x = {1, 2};
        var curve =
                LearningCurve.builder("masked").labels("steps", "return").curve("a", x, x).build();
        Picture picture = curve.toPicture();
        assertThat(picture.description()).isEqualTo("chart of return over steps of masked: a");
        assertThat(picture.width()).isEqualTo(800);
        assertThat(picture.image().getWidth()).isEqualTo(1600);
        assertPicture(picture);
    }
}
