package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.AgentBuilder;
import io.engram.agent.PPO;
import io.engram.agent.PPORND;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.agent.UpdateStatistics;
import io.engram.settings.AgentConfig;
import io.engram.settings.Algorithm;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page of each algorithm, with those that it stands on, has every parameter, its default, and
 * every metric, each once.
 */
class AlgorithmPagesTest {
    private static final int MEANING = 2;
    private static final int DEFAULT = 4;
    private static final Pattern IN_PLACE_OF = Pattern.compile("^in place of (`\\w+`): ");

    /** Java, YAML, meaning, legal, default, what it does. */
    private static final int CELLS = 6;

    /** Method, name, shape. */
    private static final int SHAPES = 3;

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of(Algorithm.PPO, PPO.builder()),
                Arguments.of(Algorithm.RECURRENT_PPO, RecurrentPPO.builder()),
                Arguments.of(Algorithm.PPO_RND, PPORND.builder()),
                Arguments.of(Algorithm.RECURRENT_PPO_RND, RecurrentPPORND.builder()));
    }

    /** An algorithm's own page, and before it those that it stands on. */
    private static List<Algorithm> pages(Algorithm algorithm) {
        return Stream.of(Algorithm.values())
                .filter(each -> algorithm.isRecurrent() || !each.isRecurrent())
                .filter(each -> algorithm.isCurious() || !each.isCurious())
                .toList();
    }

    private static List<String> page(Algorithm algorithm) throws IOException {
        String name = algorithm.key().replace('_', '-') + ".md";
        return Files.readAllLines(
                Path.of(System.getProperty("basedir", ".")).resolve("../docs/" + name));
    }

    /** The rows of a page's own table of parameters, cell by cell. */
    private static List<String[]> ownRows(Algorithm algorithm) throws IOException {
        return page(algorithm).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .filter(cells -> cells.length == CELLS)
                .toList();
    }

    /** The rows of all its pages: a later one replaces what it names, or is in place of. */
    private static Collection<String[]> rows(Algorithm algorithm) throws IOException {
        var rows = new LinkedHashMap<String, String[]>();
        for (Algorithm page : pages(algorithm)) {
            for (String[] cells : ownRows(page)) {
                var replaced = IN_PLACE_OF.matcher(cells[MEANING]);
                if (replaced.find()) {
                    assertThat(rows.remove(replaced.group(1))).as(cells[0]).isNotNull();
                }
                rows.put(cells[0], cells);
            }
        }
        return rows.values();
    }

    /** What a builder sets, one thing at a time. */
    private static Set<String> parameters(AgentBuilder<?> builder) {
        return Arrays.stream(builder.getClass().getMethods())
                .filter(each -> each.getDeclaringClass() != Object.class)
                .filter(each -> each.getParameterCount() > 0)
                .map(Method::getName)
                .filter(name -> !name.equals("config"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void givenEveryParameter_thenItsPageHasARowWithBothNames(
            Algorithm algorithm, AgentBuilder<?> builder) throws IOException {
        List<String> wanted =
                parameters(builder).stream()
                        .map(
                                name ->
                                        code(name)
                                                + " | "
                                                + (name.equals("network")
                                                        ? "—"
                                                        : code(snakeCase(name))))
                        .toList();

        assertThat(rows(algorithm).stream().map(cells -> cells[0] + " | " + cells[1]))
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void givenTheDefaultsOfAPage_thenTheyAreThoseOfTheBuilder(
            Algorithm algorithm, AgentBuilder<?> builder) throws IOException {
        var keys = new TreeSet<String>();
        var yaml = new StringBuilder("algorithm: " + algorithm.key() + "\n");
        for (String[] cells : rows(algorithm)) {
            if (cells[DEFAULT].startsWith("`")) {
                keys.add(cells[1].replace("`", ""));
                yaml.append(cells[1].replace("`", ""))
                        .append(": ")
                        .append(cells[DEFAULT].split("`")[1])
                        .append('\n');
            }
        }
        AgentConfig wanted = builder.config();

        assertThat(AgentConfig.ofYaml(yaml.toString())).isEqualTo(wanted);
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.toYaml()
                                .lines()
                                .filter(line -> line.matches("\\w+:.*"))
                                .map(line -> line.substring(0, line.indexOf(':')))
                                .filter(key -> !key.equals("algorithm"))
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PPO")
    void givenAPageThatStandsOnOthers_thenItSaysNoRowOfTheirsAgain(Algorithm algorithm)
            throws IOException {
        List<String> own = tableRows(algorithm);
        for (Algorithm page : pages(algorithm)) {
            if (page != algorithm) {
                assertThat(own).doesNotContainAnyElementsOf(tableRows(page));
            }
        }
    }

    /** Of parameters, files and metrics; tables of shapes begin with the name of a method. */
    private static List<String> tableRows(Algorithm algorithm) throws IOException {
        return page(algorithm).stream()
                .filter(line -> line.startsWith("| `"))
                .filter(line -> line.split("\\|").length != 1 + SHAPES)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void givenEveryMetric_thenThePageNamesIt(Algorithm algorithm, AgentBuilder<?> builder)
            throws IOException {
        var rnd = algorithm.isCurious() ? new UpdateStatistics.Rnd(0, 0, 0, 0) : null;
        double drift = algorithm.isRecurrent() ? 0 : Double.NaN;
        var statistics =
                new UpdateStatistics(
                        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, drift, 0, 0, 0, rnd);
        var text = new StringBuilder();
        for (Algorithm page : pages(algorithm)) {
            page(page).forEach(line -> text.append(line).append('\n'));
        }
        String page = text.toString();

        MetricRow row = MetricLog.row(1, 1, 0, List.of(), statistics, 0, 0);
        assertThat(MetricLog.withEvaluation(row, 0).values().keySet())
                .allSatisfy(name -> assertThat(page).contains(code(name)));
    }
}
