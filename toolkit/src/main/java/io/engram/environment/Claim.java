package io.engram.environment;

/** That environments belong to a run: see {@link VectorEnvironment#claim}. */
public final class Claim {
    private final String run;
    private volatile boolean held = true;

    Claim(String run) {
        this.run = run;
    }

    String run() {
        return run;
    }

    boolean isHeld() {
        return held;
    }

    /**
     * Refuses to go on in environments that are another's.
     *
     * @throws IllegalStateException if a newer run of the same name has the environments now
     */
    public void requireHeld() {
        if (!held) {
            throw new IllegalStateException(
                    "the environments of this run '%s' were given to a newer run of that name; go on with that one, or resume this one in new environments"
                            .formatted(run));
        }
    }

    /** Gives the environments back, for another run. */
    public void release() {
        held = false;
    }
}
