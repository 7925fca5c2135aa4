package io.engram.matrix;

import java.util.Optional;

/**
 * Products of matrices of floats.
 *
 * <p>Every element of a product is summed up in the order of the inner index, one fused
 * multiply-add (one rounding) after the other. So all implementations give the same bits, on every
 * processor, and what becomes of one row does not depend on the others. There are two: one with the
 * vector instructions of {@code jdk.incubator.vector}, where the JVM was started with {@code
 * --add-modules jdk.incubator.vector}, and one of plain loops.
 *
 * <p>Not thread-safe, but for {@link Factor factors}, which several may read at once.
 */
public abstract class Products {
    /** The JVM's module of vector instructions. */
    public static final String MODULE = "jdk.incubator.vector";

    private static final Products FASTEST = vectors();

    /** Made in this room only. */
    Products() {}

    private static Products vectors() {
        try {
            Optional<Class<?>> found = withVectors("io.engram.matrix.VectorProducts");
            return found.isPresent()
                    ? (Products) found.get().getDeclaredConstructor().newInstance()
                    : new PlainProducts();
        } catch (ReflectiveOperationException | LinkageError e) {
            // The module of a later JDK may be another one.
            return new PlainProducts();
        }
    }

    /**
     * Finds a class by name, since those with vector instructions are compiled apart, with a module
     * that the rest must not need.
     *
     * @param name the full name
     * @return the class; empty if this JVM does not lend its vector instructions
     * @throws ClassNotFoundException if there is none
     */
    public static Optional<Class<?>> withVectors(String name) throws ClassNotFoundException {
        boolean isLent = ModuleLayer.boot().findModule(MODULE).isPresent();
        return isLent ? Optional.of(Class.forName(name)) : Optional.empty();
    }

    /** The right-hand factor of products, in the order in which it is read. */
    public abstract static class Factor {
        private int inner;
        private int columns;

        /** Made in this room only. */
        Factor() {}

        /**
         * Takes over a matrix.
         *
         * @param matrix of {@code (inner, columns)} elements; later changes do not count
         * @param innerCount the number of its rows
         * @param columnCount the number of its columns
         */
        public final void take(Matrix matrix, int innerCount, int columnCount) {
            inner = innerCount;
            columns = columnCount;
            pack(matrix);
        }

        abstract void pack(Matrix matrix);

        final int inner() {
            return inner;
        }

        final int columns() {
            return columns;
        }
    }

    /**
     * The fastest that this JVM has.
     *
     * @return for one thread
     */
    public static Products fastest() {
        return FASTEST.another();
    }

    /**
     * Whether this JVM lends its vector instructions.
     *
     * @return true if it was started with {@code --add-modules jdk.incubator.vector}
     */
    public static boolean hasVectors() {
        return vectorLength() > 1;
    }

    /**
     * How many floats the JVM's vector instructions take at once.
     *
     * @return 1 if it does not lend them
     */
    public static int vectorLength() {
        return FASTEST.length();
    }

    abstract int length();

    /** The same kind of products, for another thread. */
    abstract Products another();

    /**
     * A factor of these products.
     *
     * @return without elements yet
     */
    public abstract Factor factor();

    /**
     * Adds a product: {@code sum += left · right}.
     *
     * @param left of {@code (rows, inner)} elements
     * @param rows how many rows
     * @param right the factor, which these products made
     * @param sum of {@code (rows, columns)} elements; rows of it and of {@code left} are in one
     *     piece
     */
    public abstract void add(Matrix left, int rows, Factor right, Matrix sum);

    /**
     * Makes a product whose rows begin with the same sums: {@code sum = start + left · right}.
     *
     * @param left of {@code (rows, inner)} elements
     * @param rows how many rows
     * @param right the factor, which these products made; its inner count is at least 1
     * @param start what each row begins with, {@code (columns)}
     * @param sum receives {@code (rows, columns)} elements; rows of it and of {@code left} are in
     *     one piece
     */
    public abstract void set(Matrix left, int rows, Factor right, float[] start, Matrix sum);

    /**
     * Adds a product with a transposed matrix: {@code sum += leftᵀ · right}. Rows of all three are
     * in one piece.
     *
     * @param left of {@code (inner, rows)} elements
     * @param right of {@code (inner, columns)} elements
     * @param inner how many rows the factors have
     * @param rows how many rows the product has
     * @param columns how many columns
     * @param sum of {@code (rows, columns)} elements
     */
    public abstract void addTransposed(
            Matrix left, Matrix right, int inner, int rows, int columns, Matrix sum);

    /**
     * What a product with a transposed matrix costs.
     *
     * @param rows how many rows it has
     * @param columns how many columns
     * @return the number of elements that are computed, some of which are padding
     */
    public abstract int transposedElements(int rows, int columns);
}
