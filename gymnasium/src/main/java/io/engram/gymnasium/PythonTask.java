package io.engram.gymnasium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.EnvironmentSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which environment of Python, and how it is shown: what a checkpoint keeps. Where it is played is
 * the {@link Workplace}.
 *
 * @param id what {@code gymnasium.make} takes, or {@code module:Class}
 * @param arguments keyword arguments of the environment
 * @param settings how it is shown, by {@link Setting}
 */
record PythonTask(String id, Map<String, Object> arguments, Map<Setting, Object> settings) {
    static final String PREFIX = "python:";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** What is set besides the environment's own arguments, with its name in options. */
    enum Setting {
        WRAPPERS("wrappers"),
        IMPORTS("imports"),
        MODULES("modules"),
        LEAVE_OUT("leaveOut"),
        RESET_OPTIONS("resetOptions"),
        ACTION_MASK("actionMask"),
        CHANNELS("channels"),
        RENDER_MODE("renderMode"),
        NEW_EACH_EPISODE("newEachEpisode"),
        SEED_ONCE("seedOnce"),
        INFO_EVERY_STEP("infoEveryStep");

        private final String option;

        Setting(String option) {
            this.option = option;
        }

        static @Nullable Setting named(String option) {
            for (Setting each : values()) {
                if (each.option.equals(option)) {
                    return each;
                }
            }
            return null;
        }
    }

    PythonTask {
        arguments = new TreeMap<>(arguments);
        settings = Map.copyOf(settings);
    }

    static PythonTask of(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "the id of an environment must not be empty; give one such as ALE/Pong-v5");
        }
        return new PythonTask(id, Map.of(), Map.of());
    }

    /** The task that {@link #spec()} describes. */
    static PythonTask of(EnvironmentSpec spec) {
        var arguments = new LinkedHashMap<String, Object>();
        var settings = new LinkedHashMap<Setting, Object>();
        spec.options()
                .forEach(
                        (name, value) -> {
                            Setting setting = Setting.named(name);
                            if (setting == null) {
                                arguments.put(name, value);
                            } else {
                                settings.put(setting, value);
                            }
                        });
        return new PythonTask(spec.id().substring(PREFIX.length()), arguments, settings);
    }

    EnvironmentSpec spec() {
        var options = new LinkedHashMap<>(arguments);
        settings.forEach((setting, value) -> options.put(setting.option, value));
        return EnvironmentSpec.of(PREFIX + id, options);
    }

    PythonTask with(String argument, Object value) {
        Setting setting = Setting.named(argument);
        if (setting != null) {
            return with(setting, value);
        }
        var all = new LinkedHashMap<>(arguments);
        all.put(argument, value);
        return new PythonTask(id, all, settings);
    }

    PythonTask with(Setting setting, Object value) {
        var all = new LinkedHashMap<>(settings);
        all.put(setting, value);
        return new PythonTask(id, arguments, all);
    }

    /** This task with one more entry of a setting that is a list. */
    PythonTask withMore(Setting setting, String entry) {
        var all = new ArrayList<>(list(setting));
        all.add(entry);
        return with(setting, List.copyOf(all));
    }

    private List<String> list(Setting setting) {
        return settings.get(setting) instanceof List<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** A wrapper of Python as one text, which a checkpoint keeps. */
    static String wrapper(String name, Map<String, Object> arguments) {
        return arguments.isEmpty() ? name : name + " " + json(new TreeMap<>(arguments));
    }

    private static Map<String, Object> wrapper(String text) {
        int space = text.indexOf(' ');
        String name = space < 0 ? text : text.substring(0, space);
        try {
            Map<String, Object> arguments =
                    space < 0 ? Map.of() : JSON.readValue(text.substring(space), FIELDS);
            return Map.of("name", name, "kwargs", arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the wrapper must be a dotted name, and maybe a space and its arguments in JSON, but is \"%s\""
                            .formatted(text),
                    e);
        }
    }

    /** What a worker is told. */
    String json() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", id);
        fields.put("kwargs", arguments);
        fields.put(
                "wrappers",
                list(Setting.WRAPPERS).stream().<Object>map(PythonTask::wrapper).toList());
        fields.put("imports", list(Setting.IMPORTS));
        fields.put("modules", list(Setting.MODULES));
        fields.put("leave_out", list(Setting.LEAVE_OUT));
        fields.put("reset_options", settings.get(Setting.RESET_OPTIONS));
        fields.put("action_mask", settings.getOrDefault(Setting.ACTION_MASK, "action_mask"));
        fields.put("channels", settings.get(Setting.CHANNELS));
        fields.put("render_mode", settings.get(Setting.RENDER_MODE));
        fields.put("new_each_episode", settings.getOrDefault(Setting.NEW_EACH_EPISODE, false));
        fields.put("seed_once", settings.getOrDefault(Setting.SEED_ONCE, false));
        fields.put("info_every_step", settings.getOrDefault(Setting.INFO_EVERY_STEP, false));
        return json(fields);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "an argument must be a text, a number, true or false, or a list or map of them, but %s is not"
                            .formatted(value),
                    e);
        }
    }
}
