package io.engram.pass;

import io.engram.matrix.Products;
import java.lang.reflect.Constructor;
import java.util.Optional;

/**
 * What memories make of the sums of their gates, and the derivatives of that, row by row. There are
 * two implementations, as there are of {@link Products}, and they give the same bits.
 */
abstract class MemoryFormulas {
    private static final Optional<Constructor<?>> WITH_VECTORS = withVectors();

    /** By name, since it is compiled apart, with a module that the rest must not need. */
    private static Optional<Constructor<?>> withVectors() {
        if (!Products.hasVectors()) {
            return Optional.empty();
        }
        try {
            Class<?> found = Class.forName("io.engram.pass.VectorFormulas");
            return Optional.of(found.getDeclaredConstructor(int.class));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /**
     * The fastest that this JVM has for a width.
     *
     * @param units the width of the memory
     * @return for one thread
     */
    static MemoryFormulas of(int units) {
        try {
            return WITH_VECTORS.isPresent() && units % Products.vectorLength() == 0
                    ? (MemoryFormulas) WITH_VECTORS.get().newInstance(units)
                    : new PlainFormulas(units);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("VectorFormulas cannot be made", e);
        }
    }

    /** Of some rows: from the sums to the gates, the cells and the outputs. */
    abstract void step(LstmPass memory, int start, int count);

    /**
     * Of some rows: from the derivatives by the outputs to those by the sums, and by the cells
     * before.
     *
     * @param behind of how many of them there is a step behind
     */
    abstract void stepBack(LstmPass memory, int start, int count, int behind, float[] outGradient);

    /** Of some rows: from the sums to the gates and the outputs. */
    abstract void step(GruPass memory, int start, int count);

    /**
     * Of some rows: from the derivatives by the outputs to those by both sums, and what goes past
     * the gates.
     *
     * @param behind of how many of them there is a step behind
     */
    abstract void stepBack(GruPass memory, int start, int count, int behind, float[] outGradient);
}
