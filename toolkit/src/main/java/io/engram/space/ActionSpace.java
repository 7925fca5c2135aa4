package io.engram.space;

import java.util.Arrays;

/**
 * What an agent may do: one choice or several at once ({@link Discrete}), real numbers ({@link
 * Box}), or both at once ({@link Mixed}).
 */
public sealed interface ActionSpace {

    /**
     * One choice among {@code n}.
     *
     * @param n the number of choices, at least 2
     * @return the space
     */
    static Discrete discrete(int n) {
        return new Discrete(n);
    }

    /**
     * Several choices made at once, one in each branch.
     *
     * @param branches the number of choices of each branch, each at least 2
     * @return the space
     */
    static Discrete multiDiscrete(int... branches) {
        return new Discrete(branches);
    }

    /**
     * Real numbers, each between its bounds.
     *
     * @param low the lower bounds, finite or negative infinity
     * @param high the upper bounds, finite or positive infinity
     * @return the space
     */
    static Box box(float[] low, float[] high) {
        return new Box(low, high);
    }

    /**
     * Choices and real numbers at once.
     *
     * @param discrete the choices
     * @param box the real numbers
     * @return the space
     */
    static Mixed mixed(Discrete discrete, Box box) {
        return new Mixed(discrete, box);
    }

    /**
     * The number of choices of each branch.
     *
     * @return empty if there are only real numbers
     */
    int[] branches();

    /**
     * The lower bounds of the real numbers.
     *
     * @return empty if there are only choices
     */
    float[] low();

    /**
     * The upper bounds of the real numbers.
     *
     * @return empty if there are only choices
     */
    float[] high();

    /**
     * The number of choices of all branches together: the width of the logits.
     *
     * @return 0 if there are only real numbers
     */
    default int choices() {
        return Arrays.stream(branches()).sum();
    }

    /**
     * The number of numbers that describe one action: branches and dimensions.
     *
     * @return at least 1
     */
    int size();

    /**
     * Whether an action is in this space.
     *
     * @param action the action
     * @return true if an environment of this space accepts it
     */
    boolean contains(Action action);

    /**
     * Why an action is refused that this space does not contain.
     *
     * @param action the action
     * @return the end of a sentence: what the action must be and what it is, and how to make one
     *     where it is of another kind
     */
    default String refusal(Action action) {
        String is = "must be in %s, but is %s".formatted(this, action);
        if (action == null || choices() > 0 == action.choiceCount() > 0) {
            return is;
        }
        return is
                + (choices() > 0
                        ? "; Action.of(…) makes choices, Action.ofValues(…) real numbers"
                        : "; Action.ofValues(…) makes real numbers, Action.of(…) choices");
    }

    /**
     * One or several choices.
     *
     * @param branches the number of choices of each branch, each at least 2
     */
    record Discrete(int... branches) implements ActionSpace {

        /**
         * Checks the branches and takes a copy of them.
         *
         * @param branches the number of choices of each branch, each at least 2
         * @throws IllegalArgumentException if there is no branch, or one has fewer than 2 choices
         */
        public Discrete {
            if (branches.length == 0 || Arrays.stream(branches).anyMatch(n -> n < 2)) {
                throw new IllegalArgumentException(
                        "branches must be one or more numbers of choices, each at least 2, but is "
                                + Arrays.toString(branches));
            }
            branches = branches.clone();
        }

        /**
         * The number of choices of each branch.
         *
         * @return a copy
         */
        @Override
        public int[] branches() {
            return branches.clone();
        }

        @Override
        public int size() {
            return branches.length;
        }

        @Override
        public float[] low() {
            return new float[0];
        }

        @Override
        public float[] high() {
            return new float[0];
        }

        @Override
        public boolean contains(Action action) {
            if (action.valueCount() > 0 || action.choiceCount() != branches.length) {
                return false;
            }
            return accepts(action);
        }

        private boolean accepts(Action action) {
            for (int branch = 0; branch < branches.length; branch++) {
                int choice = action.choice(branch);
                if (choice < 0 || choice >= branches[branch]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Discrete that && Arrays.equals(branches, that.branches);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(branches);
        }

        @Override
        public String toString() {
            return "Discrete" + Arrays.toString(branches);
        }
    }

    /**
     * Real numbers between bounds.
     *
     * @param low the lower bounds
     * @param high the upper bounds
     */
    record Box(float[] low, float[] high) implements ActionSpace {

        /**
         * Checks the bounds and takes copies of them.
         *
         * @param low the lower bounds
         * @param high the upper bounds
         * @throws IllegalArgumentException if there is no dimension, or one has a lower bound that
         *     is not below the upper
         */
        public Box {
            if (low.length == 0 || low.length != high.length) {
                throw new IllegalArgumentException(
                        "low and high must have the same length of at least 1, but have "
                                + low.length
                                + " and "
                                + high.length);
            }
            for (int i = 0; i < low.length; i++) {
                if (!(low[i] < high[i])) {
                    throw new IllegalArgumentException(
                            "low must be below high, but dimension %d has %s and %s"
                                    .formatted(i, low[i], high[i]));
                }
            }
            low = low.clone();
            high = high.clone();
        }

        /**
         * The lower bounds.
         *
         * @return a copy
         */
        @Override
        public float[] low() {
            return low.clone();
        }

        /**
         * The upper bounds.
         *
         * @return a copy
         */
        @Override
        public float[] high() {
            return high.clone();
        }

        @Override
        public int[] branches() {
            return new int[0];
        }

        @Override
        public int size() {
            return low.length;
        }

        @Override
        public boolean contains(Action action) {
            if (action.choiceCount() > 0 || action.valueCount() != low.length) {
                return false;
            }
            return accepts(action);
        }

        private boolean accepts(Action action) {
            for (int i = 0; i < low.length; i++) {
                float value = action.value(i);
                if (!(value >= low[i] && value <= high[i])) {
                    return false;
                }
            }
            return true;
        }

        /**
         * Brings each value into its bounds.
         *
         * @param values A values; they are changed in place
         * @return the same array
         */
        public float[] clip(float[] values) {
            for (int i = 0; i < low.length; i++) {
                values[i] = Math.max(low[i], Math.min(high[i], values[i]));
            }
            return values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Box that
                    && Arrays.equals(low, that.low)
                    && Arrays.equals(high, that.high);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
        }

        @Override
        public String toString() {
            return "Box(" + Arrays.toString(low) + ", " + Arrays.toString(high) + ")";
        }
    }

    /**
     * Choices and real numbers at once.
     *
     * @param discrete the choices
     * @param box the real numbers
     */
    record Mixed(Discrete discrete, Box box) implements ActionSpace {

        @Override
        public int[] branches() {
            return discrete.branches();
        }

        @Override
        public float[] low() {
            return box.low();
        }

        @Override
        public float[] high() {
            return box.high();
        }

        @Override
        public int size() {
            return discrete.size() + box.size();
        }

        @Override
        public boolean contains(Action action) {
            return action.choiceCount() == discrete.size()
                    && action.valueCount() == box.size()
                    && discrete.accepts(action)
                    && box.accepts(action);
        }

        @Override
        public String toString() {
            return "Mixed(" + discrete + ", " + box + ")";
        }
    }
}
