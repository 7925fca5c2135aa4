package io.engram.agent;

import io.engram.agent.ConfigFile.NetworkWidths;
import io.engram.environment.EnvironmentSpec;

/** What a file says of the run; null where it says nothing. */
record RunPart(
        String name,
        EnvironmentSpec environment,
        Integer environmentCount,
        Integer updates,
        Long seed,
        NetworkWidths widths) {

    static final RunPart NONE = new RunPart(null, null, null, null, null, null);
}
