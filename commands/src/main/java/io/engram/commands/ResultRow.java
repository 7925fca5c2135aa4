package io.engram.commands;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.engram.environment.EnvironmentSpec;
import io.engram.evaluation.FilmStyle;
import io.engram.settings.ConfigFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result that ships: what is trained, from which seeds, and how it is tested. {@code
 * results/results.yaml} has one for each.
 *
 * @param task the task, in words
 * @param config the file in {@code configs/}, without its ending; the row's name unless said
 * @param seeds of the runs
 * @param measure what counts: the return unless said, or what the task measures, such as success
 * @param aim the least mean of the measure that is wanted; none unless said
 * @param said what others report
 * @param tests how the best policy of each run is tested; as it was trained unless said
 * @param film what is filmed of the first test; 3 episodes unless said
 * @param from the row whose policy the runs begin from; none unless said
 * @param curriculum the files in {@code configs/}, without their endings, that each run is trained
 *     with before the row's own, one after another, each from the policy of the one before; none
 *     unless said
 */
record ResultRow(
        String task,
        @Nullable String config,
        List<Long> seeds,
        @Nullable String measure,
        @Nullable Double aim,
        @Nullable List<Said> said,
        @Nullable List<Test> tests,
        @Nullable Film film,
        @Nullable String from,
        @Nullable List<String> curriculum) {
    private static final String ENDING = ".yaml";
    private static final int EPISODES = 100;

    /** Of the tests; training never plays their episodes. */
    static final long TEST_SEED = 1_000_000;

    /**
     * Of the episodes by which one of the policies is chosen; neither training nor tests play them.
     */
    static final long CHOICE_SEED = 2_000_000;

    /**
     * A figure of others.
     *
     * @param by whose
     * @param figure the number
     */
    record Said(String by, double figure) {}

    /**
     * A test.
     *
     * @param name what is tested, in words
     * @param episodes how many; 100 unless said
     * @param actions greedy unless said, or sampled
     * @param changes what is otherwise than in the training's file, as {@link ConfigFile#with}
     *     takes it
     */
    record Test(
            @Nullable String name,
            @Nullable Integer episodes,
            @Nullable String actions,
            @JsonProperty("with") @Nullable Map<String, Object> changes) {

        String title() {
            return name == null ? "as trained" : name;
        }

        int count() {
            return episodes == null ? EPISODES : episodes;
        }

        boolean isSampled() {
            return "sampled".equals(actions);
        }

        /** Where it is played. */
        EnvironmentSpec environment(ConfigFile file) {
            ConfigFile changed = file;
            if (changes != null) {
                for (var change : changes.entrySet()) {
                    changed = changed.with(change.getKey(), change.getValue());
                }
            }
            return changed.environment().orElseThrow();
        }
    }

    /**
     * A film.
     *
     * @param episodes how many
     * @param together side by side in place of one after the other
     * @param width of its pictures, in pixels; as the environment draws them unless said
     * @param framesPerSecond how many of them it shows at most; all unless said
     */
    record Film(
            int episodes,
            boolean together,
            @Nullable Integer width,
            @Nullable Integer framesPerSecond) {

        FilmStyle style() {
            FilmStyle style = FilmStyle.captioned();
            FilmStyle wide = width == null ? style : style.width(width);
            return framesPerSecond == null ? wide : wide.framesPerSecond(framesPerSecond);
        }
    }

    /** The rows of a file, by name. */
    static Map<String, ResultRow> read(Path file) {
        var mapper = new YAMLMapper(new YAMLFactory());
        try {
            var type =
                    mapper.getTypeFactory()
                            .constructMapType(LinkedHashMap.class, String.class, ResultRow.class);
            Map<String, ResultRow> rows = mapper.readValue(Files.readString(file), type);
            return rows;
        } catch (JsonProcessingException e) {
            throw new CommandException("%s: %s".formatted(file, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The files that its runs are trained with, in turn; the last one is the row's own. */
    List<String> configs(String name) {
        var files = new ArrayList<String>();
        if (curriculum != null) {
            curriculum.forEach(lesson -> files.add(lesson + ENDING));
        }
        files.add((config == null ? name : config) + ENDING);
        return files;
    }

    List<Test> allTests() {
        return tests == null ? List.of(new Test(null, null, null, null)) : tests;
    }

    Film filmOrDefault() {
        return film == null ? new Film(3, false, null, null) : film;
    }

    String measureOrReturn() {
        return measure == null ? "return" : measure;
    }
}
