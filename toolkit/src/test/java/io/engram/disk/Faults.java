package io.engram.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Makes one of the operations on files below a folder go wrong. To be closed after the test. */
public final class Faults implements AutoCloseable {
    private final Path below;
    private final Predicate<String> which;
    private final Fault fault;
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private int left;

    /** What happens in place of an operation. */
    public enum Fault {
        /** Nothing; the operations are only counted. */
        NONE,
        /** The disk is full. */
        NO_SPACE,
        /** The disk is broken. */
        INPUT_OUTPUT_ERROR,
        /** Half of the bytes come to the file, then the disk is broken. */
        TORN_WRITE,
        /** A bit of the file changes, and nobody is told. */
        CHANGED_BIT,
        /** The process ends at once, as by {@code kill -9}. */
        KILL,
        /** Half of the bytes come to the file, then the process ends. */
        TORN_KILL
    }

    private Faults(Path below, Fault fault, int number, Predicate<String> which) {
        this.below = below.toAbsolutePath();
        this.fault = fault;
        this.which = which;
        left = number;
        Disk.intercept(this::before);
    }

    /** Counts the operations. */
    public static Faults count(Path below) {
        return new Faults(below, Fault.NONE, 0, operation -> true);
    }

    /** Lets the operation of a number, counted from 1, go wrong. */
    public static Faults at(Path below, Fault fault, int number) {
        return new Faults(below, fault, number, operation -> true);
    }

    /** Lets the first operation of which the text fulfils a condition go wrong. */
    public static Faults first(Path below, Fault fault, Predicate<String> which) {
        return new Faults(below, fault, 1, which);
    }

    /** The operations so far, for example {@code RENAME .latest.partial}. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    private synchronized void before(Disk.Operation operation) throws IOException {
        if (!operation.path().toAbsolutePath().startsWith(below)) {
            return;
        }
        String text = operation.kind() + " " + below.relativize(operation.path().toAbsolutePath());
        if (!which.test(text)) {
            return;
        }
        seen.add(text);
        if (--left == 0) {
            strike(operation);
        }
    }

    private void strike(Disk.Operation operation) throws IOException {
        if (fault == Fault.TORN_WRITE || fault == Fault.TORN_KILL) {
            tear(operation);
        }
        switch (fault) {
            case NONE -> {}
            case NO_SPACE -> throw new IOException("No space left on device");
            case INPUT_OUTPUT_ERROR, TORN_WRITE -> throw new IOException("Input/output error");
            case CHANGED_BIT -> changeBit(operation.path());
            case KILL, TORN_KILL -> Runtime.getRuntime().halt(137);
            default -> throw new IllegalStateException("no such fault");
        }
    }

    private static void changeBit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static void tear(Disk.Operation operation) throws IOException {
        byte[] half = Arrays.copyOf(operation.bytes(), operation.bytes().length / 2);
        switch (operation.kind()) {
            case WRITE -> Files.write(operation.path(), half);
            case APPEND ->
                    Files.write(operation.path(), half, java.nio.file.StandardOpenOption.APPEND);
            default -> {}
        }
    }

    @Override
    public void close() {
        Disk.intercept(operation -> {});
    }
}
