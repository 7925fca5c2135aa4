package io.engram.environment.check;

import io.engram.environment.Environment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a check has found of an environment so far. */
final class Findings {
    private final String name;
    private final Set<String> problems = new LinkedHashSet<>();
    private final List<String> advice = new ArrayList<>();

    /**
     * Nothing yet.
     *
     * @param name what the environment is called
     */
    Findings(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> advice() {
        return List.copyOf(advice);
    }

    /** What breaks a rule; what was found already is not found again. */
    void problem(String sentence, Object... values) {
        problems.add(values.length == 0 ? sentence : sentence.formatted(values));
    }

    /** What is allowed, but better otherwise. */
    void advise(String sentence, Object... values) {
        advice.add(values.length == 0 ? sentence : sentence.formatted(values));
    }

    /** What must have come out the same; what is to be done if it has not. */
    void same(EnvironmentPlay first, EnvironmentPlay second, String what, String remedy) {
        first.firstDifference(second)
                .ifPresent(
                        where ->
                                problem(
                                        "%s: %s led to something else in %s; %s",
                                        name, what, where, remedy));
    }

    /** Closes an environment twice, which it must allow. */
    void close(Environment environment) {
        try {
            environment.close();
            environment.close();
        } catch (RuntimeException failure) {
            problem("%s must allow close() twice, but threw %s", name, failure);
        }
    }
}
