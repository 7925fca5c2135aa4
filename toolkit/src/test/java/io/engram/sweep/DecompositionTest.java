package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import io.engram.sweep.Decomposition.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecompositionTest {
    private static final List<Double> RATES = List.of(1e-4, 1e-3, 1e-2);
    private static final List<Integer> UNITS = List.of(8, 16);

    /** The rate decides, the units do nothing, and seeds add a little. */
    private static List<Scored> grid() {
        var runs = new ArrayList<Scored>();
        for (double rate : RATES) {
            for (int units : UNITS) {
                for (long seed = 1; seed <= 4; seed++) {
                    double chance = RandomStream.of(seed, rate + " " + units).nextGaussian();
                    runs.add(
                            new Scored(
                                    Map.of("rate", rate, "units", units),
                                    seed,
                                    -10 * Math.abs(Math.log10(rate) + 3) + chance));
                }
            }
        }
        return runs;
    }

    private static Importance.Share named(String name, List<Importance.Share> shares) {
        return shares.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void givenAGrid_thenTheNameThatDecidesComesFirst_andTheSharesAreOfOneWhole() {
        List<Importance.Share> shares = new Decomposition(grid(), Set.of()).shares();

        assertThat(shares).extracting(Importance.Share::name).endsWith("seeds", "the rest");
        assertThat(shares.get(0).name()).isEqualTo("rate");
        assertThat(shares.get(0).value()).isBetween(0.9, 1.0);
        assertThat(shares.get(0).interval().low()).isGreaterThan(0.8);
        assertThat(shares.get(0).best()).isEqualTo("0.001");
        assertThat(shares.get(1).name()).isEqualTo("units");
        assertThat(shares.get(1).value()).isLessThan(0.05);
        assertThat(shares.stream().mapToDouble(Importance.Share::value).sum())
                .isEqualTo(1, within(0.03));
    }

    @Test
    void givenARunWithoutAScore_thenOnlyThoseItWouldBeComparedWithAreLeftOut() {
        List<Scored> runs = grid();
        runs.remove(0);

        Importance.Share rate = named("rate", new Decomposition(runs, Set.of()).shares());

        assertThat(rate.value()).isBetween(0.9, 1.0);
        assertThat(rate.interval().high()).isLessThanOrEqualTo(1);
    }

    @Test
    void givenAValueWithWhichEveryRunFails_thenTheOthersAreCompared() {
        List<Scored> runs = grid();
        runs.removeIf(run -> run.values().get("rate").equals(1e-2));

        Importance.Share rate = named("rate", new Decomposition(runs, Set.of()).shares());

        assertThat(rate.value()).isBetween(0.8, 1.0);
    }

    @Test
    void givenDrawnNumbers_thenThoseThatDecideAreTold_andWhichThirdIsBest() {
        var runs = new ArrayList<Scored>();
        for (int draw = 0; draw < 12; draw++) {
            RandomStream random = RandomStream.of(draw, "draw");
            double exponent = -5 + 3 * random.nextDouble();
            double entropy = random.nextDouble();
            for (boolean norm : new boolean[] {false, true}) {
                for (long seed = 1; seed <= 2; seed++) {
                    Map<String, Object> values =
                            Map.of(
                                    "rate",
                                    Math.pow(10, exponent),
                                    "entropy",
                                    entropy,
                                    "norm",
                                    norm);
                    double chance = 0.3 * RandomStream.of(seed, values.toString()).nextGaussian();
                    runs.add(new Scored(values, seed, 4 * exponent + (norm ? 1 : 0) + chance));
                }
            }
        }

        List<Importance.Share> shares = new Decomposition(runs, Set.of("rate", "entropy")).shares();

        assertThat(shares.get(0).name()).isEqualTo("rate");
        assertThat(shares.get(0).value()).isBetween(0.7, 1.0);
        String best = shares.get(0).best();
        assertThat(Double.parseDouble(best.substring(0, best.indexOf(" to ")))).isGreaterThan(5e-4);
        Importance.Share norm = named("norm", shares);
        assertThat(norm.best()).isEqualTo("true");
        assertThat(norm.interval().low()).as("small, and sure").isPositive();
        assertThat(named("entropy", shares).interval().low()).isZero();
    }

    @Test
    void givenOneSeedOfOneName_thenNothingIsTold() {
        List<Scored> runs =
                List.of(
                        new Scored(Map.of("rate", 1e-3, "gamma", 0.99), 1, 5),
                        new Scored(Map.of("rate", 1e-4, "gamma", 0.99), 1, 7));

        List<Importance.Share> shares = new Decomposition(runs, Set.of()).shares();

        assertThat(named("rate", shares).value()).isNaN();
        assertThat(shares).as("a name of one value explains nothing").hasSize(2);
    }
}
