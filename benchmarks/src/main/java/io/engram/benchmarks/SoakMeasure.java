package io.engram.benchmarks;

import java.util.Locale;

/** What is measured of a process while it soaks, and by how much some of it may grow. */
enum SoakMeasure {
    /** What the process holds of the machine's memory, after a collection. */
    RESIDENT("resident_mb", "resident memory", "MB", 64),
    /** What Java objects need, after a collection. */
    HEAP("heap_mb", "heap in use", "MB", 16),
    /** What the collector keeps of the machine's memory; a part of the resident memory. */
    HEAP_COMMITTED("heap_committed_mb", "heap committed", "MB"),
    /** Classes, and what was compiled of them. */
    NON_HEAP("non_heap_mb", "classes and code", "MB"),
    /** Buffers that Java allocated or mapped outside of the heap. */
    BUFFERS("buffers_mb", "direct and mapped buffers", "MB"),
    /** Files, folders, pipes and sockets that are open. */
    HANDLES("handles", "open handles", "", 8),
    /** Threads of Java that are alive. */
    THREADS("threads", "live threads", "", 4),
    /** How fast the long run made its last updates. */
    SPEED("steps_per_second", "speed of the long run", "steps/s"),
    /** What lies in the temporary folder: in the main, the files of the long run. */
    FOLDER("folder_mb", "temporary folder", "MB");

    private final String column;
    private final String label;
    private final String unit;
    private final double mostGrowth;

    SoakMeasure(String column, String label, String unit) {
        this(column, label, unit, Double.POSITIVE_INFINITY);
    }

    SoakMeasure(String column, String label, String unit, double mostGrowth) {
        this.column = column;
        this.label = label;
        this.unit = unit;
        this.mostGrowth = mostGrowth;
    }

    String column() {
        return column;
    }

    String label() {
        return label;
    }

    /** The name, and the unit if there is one. */
    String title() {
        return unit.isEmpty() ? label : label + ", " + unit;
    }

    /** By how much the last quarter may exceed the second; infinite where any growth is fine. */
    double mostGrowth() {
        return mostGrowth;
    }

    /** Such as {@code 812.3 MB}. */
    String text(double value) {
        String number = String.format(Locale.ROOT, "%.1f", value);
        return unit.isEmpty() ? number : number + " " + unit;
    }
}
