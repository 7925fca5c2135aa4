package io.engram.environment;

/** What to call an environment in a message: its class, inside the classes that wrap it. */
final class EnvironmentNames {
    private EnvironmentNames() {}

    static String of(Environment environment) {
        String simple = environment.getClass().getSimpleName();
        String name = simple.isEmpty() ? environment.getClass().getName() : simple;
        return environment instanceof EnvironmentWrapper wrapper
                ? name + "(" + of(wrapper.inner()) + ")"
                : name;
    }
}
