package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.MetricHistory;
import io.engram.settings.AgentConfig;
import io.engram.space.ActionSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class HintsTest {
    private static final ActionSpace TWO = ActionSpace.discrete(2);
    private static final AgentConfig CONFIG = AgentConfig.ofYaml("algorithm: recurrent_ppo");

    /** A run that is well, but for one metric. */
    private static MetricHistory metrics(int updates, String sick, IntToDoubleFunction value) {
        List<String> columns =
                List.of(
                        "update",
                        "entropy",
                        "approximate_kl",
                        "explained_variance",
                        "episode_return_mean",
                        "episode_return_std");
        var rows = new ArrayList<double[]>();
        for (int i = 1; i <= updates; i++) {
            double[] row = {i, 0.5, 0.01, 0.8, 10 * i, 5};
            int at = columns.indexOf(sick);
            if (at >= 0) {
                row[at] = value.applyAsDouble(i);
            }
            rows.add(row);
        }
        return new MetricHistory(columns, rows);
    }

    private static List<Hint> hints(int updates, String sick, IntToDoubleFunction value) {
        return Hints.of(metrics(updates, sick, value), CONFIG, TWO);
    }

    private static void assertOne(List<Hint> hints, String text) {
        assertThat(hints).hasSize(1);
        assertThat(hints.get(0).text()).contains(text);
    }

    @Test
    void givenARunThatIsWell_orHasJustBegun_thenThereIsNoHint() {
        assertThat(hints(0, "", i -> 0)).isEmpty();
        assertThat(hints(3, "entropy", i -> 0)).isEmpty();
        assertThat(hints(9, "explained_variance", i -> -1)).isEmpty();
        assertThat(hints(50, "", i -> 0)).isEmpty();
    }

    @Test
    void givenNoEntropy_thenAHintAppears_andVanishesWhenItIsBack() {
        assertOne(
                hints(20, "entropy", i -> 0.01), "Entropy is almost gone (0.01 of at most 0.6931)");
        assertThat(hints(20, "entropy", i -> i < 15 ? 0.01 : 0.3)).isEmpty();
    }

    @Test
    void givenRealActions_thenLowEntropyIsNoHint() {
        var metrics = metrics(20, "entropy", i -> -3);

        assertThat(Hints.of(metrics, CONFIG, ActionSpace.box(new float[] {-1}, new float[] {1})))
                .isEmpty();
    }

    @Test
    void givenALargeKl_thenAHintAppears_measuredByTheTargetIfThereIsOne() {
        assertOne(hints(20, "approximate_kl", i -> 0.2), "KL is 0.2, and usual is up to 0.03");
        assertThat(hints(20, "approximate_kl", i -> 0.05)).isEmpty();
        var target = AgentConfig.ofYaml("algorithm: recurrent_ppo\ntarget_kl: 0.02");
        assertOne(
                Hints.of(metrics(20, "approximate_kl", i -> 0.05), target, TWO),
                "KL is 0.05, and targetKl is 0.02");
        assertThat(Hints.of(metrics(20, "approximate_kl", i -> 0.03), target, TWO)).isEmpty();
    }

    @Test
    void givenACriticBelowAConstant_thenAHintAppears_andVanishes() {
        assertOne(
                hints(20, "explained_variance", i -> -0.4), "Explained variance is below 0 (-0.4)");
        assertThat(hints(20, "explained_variance", i -> i == 18 ? 0.1 : -0.4)).isEmpty();
    }

    @Test
    void givenAReturnThatFell_thenAHintAppears_andVanishesWhenItIsBack() {
        assertOne(
                hints(30, "episode_return_mean", i -> i < 20 ? 10 * i : 80),
                "Return has fallen to 80 from its best, 190 after update 19.");
        assertThat(hints(30, "episode_return_mean", i -> i < 20 || i > 28 ? 10 * i : 80)).isEmpty();
        assertThat(hints(30, "episode_return_mean", i -> i < 20 ? 10 * i : 187)).isEmpty();
        assertThat(hints(30, "episode_return_mean", i -> Double.NaN)).isEmpty();
    }

    @Test
    void givenEachHint_thenItsPageHasThatPlace() throws IOException {
        var all = new ArrayList<Hint>();
        all.addAll(hints(20, "entropy", i -> 0.01));
        all.addAll(hints(20, "approximate_kl", i -> 0.2));
        all.addAll(hints(20, "explained_variance", i -> -0.4));
        all.addAll(hints(30, "episode_return_mean", i -> i < 20 ? 10 * i : 80));
        List<String> places =
                Files.readAllLines(Path.of("../docs/tuning.md")).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                        .map(line -> "docs/tuning.md#" + line.replace(' ', '-'))
                        .toList();

        assertThat(all).hasSize(4);
        assertThat(places).containsAll(all.stream().map(Hint::page).toList());
    }
}
