package io.engram.environment;

/** What to call an environment in a message: its class, inside the classes that wrap it. */
public final class EnvironmentNames {
    private EnvironmentNames() {}

    /**
     * The name of an environment.
     *
     * @param environment the environment
     * @return such as {@code MaskVelocity(CartPole)}
     */
    public static String of(Environment environment) {
        if (environment instanceof RemoteEnvironment remote) {
            return remote.name();
        }
        String simple = environment.getClass().getSimpleName();
        String name = simple.isEmpty() ? environment.getClass().getName() : simple;
        return environment instanceof EnvironmentWrapper wrapper
                ? name + "(" + of(wrapper.inner()) + ")"
                : name;
    }
}
