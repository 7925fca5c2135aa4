package io.engram.engine;

import ai.djl.engine.Engine;
import java.io.PrintStream;
import java.util.List;

/**
 * A process that describes its devices after setting {@code engram.portable} to each of its
 * arguments in turn, and prints what is said against that. {@code engine} loads the engine without
 * Engram.
 */
final class DescribeDevices {
    private static final PrintStream OUT = System.out;

    private DescribeDevices() {}

    public static void main(String[] arguments) {
        for (String portable : List.of(arguments)) {
            if (portable.equals("engine")) {
                Engine.getInstance();
                continue;
            }
            System.setProperty(PortableMode.PROPERTY, portable);
            try {
                Kernels.requireAsLoaded();
                OUT.println(Devices.describe());
            } catch (IllegalArgumentException | IllegalStateException e) {
                OUT.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
