package io.engram.matrix;

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

    /** By name, since it is compiled apart, with a module that the rest must not need. */
    private static Products vectors() {
        boolean isLent = ModuleLayer.boot().findModule(MODULE).isPresent();
        try {
            return isLent
                    ? (Products)
                            Class.forName("io.engram.matrix.VectorProducts")
                                    .getDeclaredConstructor()
                                    .newInstance()
                    : new PlainProducts();
        } catch (ReflectiveOperationException | LinkageError e) {
            // The module of a later JDK may be another one.
            return new PlainProducts();
        }
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
        return !(FASTEST instanceof PlainProducts);
    }

    /** The same kind of products, for another thread. */
    abstract Products another();

    /**
     * A factor of these products.
     *
     * @return without elements yet
     */
    public abstract Factor factor();

    /**
     * What a product of a size costs.
     *
     * @param rows how many rows it has
     * @param columns how many columns
     * @return the number of elements that are computed, some of which are padding
     */
    public abstract int elements(int rows, int columns);

    /**
     * Adds a product: {@code sum += left · right}.
     *
     * @param left of {@code (rows, inner)} elements
     * @param rows how many rows
     * @param right the factor, which these products made
     * @param sum of {@code (rows, columns)} elements, rows of which are in one piece
     */
    public abstract void add(Matrix left, int rows, Factor right, Matrix sum);
}
