package io.engram.environment;

import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.function.Supplier;

/** Whether what one environment of a vector returns is legal; step 0 is the reset. */
final class StepCheck {
    private final ObservationSpace space;
    private final int[] branches;
    private final String name;

    StepCheck(Environment environment, int index) {
        this(environment, EnvironmentNames.of(environment) + " (environment " + index + ")");
    }

    /** For an environment that is not one of several. */
    StepCheck(Environment environment) {
        this(environment, EnvironmentNames.of(environment));
    }

    private StepCheck(Environment environment, String name) {
        space = environment.observationSpace();
        branches = environment.actionSpace().branches();
        this.name = name;
    }

    void step(Step step, int number) {
        if (step == null) {
            throw wrong("returned null", number, "step(action) must return a new Step(...)");
        }
        observation(step.observation(), number);
        if (!Double.isFinite(step.reward())) {
            throw wrong(
                    "returned the reward " + step.reward(),
                    number,
                    "a reward must be a finite number, so look for a division by zero or an"
                            + " overflow in step(action)");
        }
        if (step.info() == null) {
            throw wrong("returned null as info", number, "return Map.of() if there is none");
        }
    }

    void observation(Observation observation, int number) {
        if (observation == null) {
            throw wrong("returned null as observation", number, "return " + legal());
        }
        if (observation.floatCount() != space.floats()
                || observation.byteCount() != space.bytes()) {
            throw wrong(
                    "returned an observation of " + observation.elements(),
                    number,
                    "return " + legal());
        }
        if (observation.legalChoices() != null) {
            legal(observation.legalChoices(), number);
        }
        if (space.floats() > 0) {
            finite(observation.floats(), number);
        }
    }

    /** Every branch must leave something to choose. */
    private void legal(boolean[] choices, int number) {
        int all = Arrays.stream(branches).sum();
        if (choices.length != all) {
            throw wrong(
                    "returned " + choices.length + " flags of legal choices",
                    number,
                    "give one for each of the " + all + " choices of all branches");
        }
        int from = 0;
        for (int branch = 0; branch < branches.length; branch++) {
            boolean any = false;
            for (int i = from; i < from + branches[branch]; i++) {
                any |= choices[i];
            }
            if (!any) {
                throw wrong(
                        "returned an observation that allows no choice of branch " + branch,
                        number,
                        "at least one must be legal; end the episode if nothing can be done");
            }
            from += branches[branch];
        }
    }

    /**
     * A finite value times zero is zero, any other is NaN: one sum tells whether all are finite.
     */
    private void finite(float[] values, int number) {
        float zero = 0;
        for (float value : values) {
            zero += value * 0;
        }
        if (!Float.isNaN(zero)) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw wrong(
                        "returned " + values[i] + " as element " + i + " of its observation",
                        number,
                        "every element must be a finite number, so look for a division by zero or"
                                + " an overflow");
            }
        }
    }

    private String legal() {
        return "%s, as its observationSpace() %s says".formatted(space.elements(), space);
    }

    EnvironmentException threw(int number, Exception cause) {
        return threw(at(number), cause);
    }

    private EnvironmentException threw(String where, Exception cause) {
        if (cause instanceof RemoteException remote) {
            String details = remote.details().isBlank() ? "" : ":\n" + remote.details().strip();
            return new EnvironmentException(
                    "%s %s %s%s".formatted(name, remote.getMessage(), where, details));
        }
        return new EnvironmentException(
                "%s threw %s %s; see the cause below for the line to mend"
                        .formatted(name, cause, where),
                cause);
    }

    /** What an environment is doing that has not come back. */
    String busy(int number) {
        return name + (number == 0 ? " in reset(seed)" : " " + at(number));
    }

    EnvironmentException diverged(int number, int saved) {
        return new EnvironmentException(
                ("%s ended its episode after %d of the %d saved actions were played again; an"
                                + " environment must take all its randomness from the seed of"
                                + " reset(seed)")
                        .formatted(name, number, saved));
    }

    EnvironmentException changed(int number) {
        return wrong(
                "changed an observation that it had returned before",
                number,
                "return a new array each time, since training keeps what it has seen");
    }

    EnvironmentException differs(int saved) {
        return new EnvironmentException(
                ("%s showed something else than before when its %d saved actions were played again:"
                                + " another task or another version of it, or randomness that does"
                                + " not come from the seed of reset(seed); give the environment that"
                                + " was saved, or go on in new episodes with"
                                + " TrainingRun.resuming(path).environments(…).anotherTask()")
                        .formatted(name, saved));
    }

    /** What an environment gives, or an exception that names it. */
    <T> T guarded(String method, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw threw("from " + method, e);
        }
    }

    private EnvironmentException wrong(String what, int number, String remedy) {
        return new EnvironmentException("%s %s %s; %s".formatted(name, what, at(number), remedy));
    }

    private static String at(int number) {
        return number == 0 ? "from reset(seed)" : "in step " + number + " of its episode";
    }
}
