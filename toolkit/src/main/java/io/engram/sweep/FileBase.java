package io.engram.sweep;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.settings.AgentConfig;
import io.engram.settings.ConfigFile;
import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Begins runs that a file describes, but for what the sweep sets. */
record FileBase(ConfigFile file) implements SweepBase {
    private static final String AGENT = "\nalgorithm:";

    @Override
    public TrainingRunBuilder begin(Setting setting, String name) {
        return TrainingRun.builder(name, with(setting.values()));
    }

    /** The updates that the file says, or the setting. */
    int updates(Setting setting) {
        return with(setting.values()).updates();
    }

    private ConfigFile with(Map<String, Object> values) {
        ConfigFile changed = file;
        for (Map.Entry<String, Object> each : values.entrySet()) {
            changed = changed.with(each.getKey(), each.getValue());
        }
        return changed;
    }

    /** Before an hour of training finds out. */
    void check(List<Map<String, Object>> all) {
        Set<EnvironmentSpec> made = new HashSet<>();
        for (Map<String, Object> values : all) {
            ConfigFile changed = with(values);
            if (changed.environment().isPresent() && made.add(changed.environment().get())) {
                Environments.make(changed.environment().get()).close();
            }
        }
    }

    /** What the runs have in common, whatever the file is called; the agent comes last. */
    String text() {
        return String.join(
                "\n",
                file.environment().map(Object::toString).orElse(""),
                file.environmentCount().toString(),
                file.networkSettings().toString(),
                file.evaluateEvery().toString(),
                file.config().toYaml());
    }

    /** A {@link #text} that an earlier version wrote, with the parameters that came since. */
    static String completed(String text) {
        int agent = text.indexOf(AGENT) + 1;
        return agent == 0
                ? text
                : text.substring(0, agent) + AgentConfig.ofYaml(text.substring(agent)).toYaml();
    }
}
