package io.engram.pass;

import io.engram.matrix.Products;

/**
 * What memories make of the sums of their gates, and the derivatives of that, row by row. There are
 * two implementations, as there are of {@link Products}, and they give the same bits.
 */
abstract class MemoryFormulas {
    /**
     * The fastest that this JVM has for a width.
     *
     * @param units the width of the memory
     * @return for one thread
     */
    static MemoryFormulas of(int units) {
        if (!Products.hasVectors() || units % Products.vectorLength() > 0) {
            return new PlainFormulas(units);
        }
        try {
            Class<?> found = Products.withVectors("io.engram.pass.VectorFormulas").orElseThrow();
            return (MemoryFormulas) found.getDeclaredConstructor(int.class).newInstance(units);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the formulas with vectors cannot be made", e);
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
