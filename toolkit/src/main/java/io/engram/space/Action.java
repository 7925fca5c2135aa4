package io.engram.space;

import java.util.Arrays;

/**
 * One action: choices, or real values. Immutable.
 *
 * <pre>{@code
 * Action.of(1)              // the second choice
 * Action.ofValues(-0.5f)    // a torque
 * }</pre>
 */
public final class Action {
    private final int[] choices;
    private final float[] values;

    private Action(int[] choices, float[] values) {
        this.choices = choices;
        this.values = values;
    }

    /**
     * An action of one or several discrete branches.
     *
     * @param choices the choice of each branch, counted from 0
     * @return the action
     */
    public static Action of(int... choices) {
        return new Action(choices.clone(), null);
    }

    /**
     * An action of real numbers.
     *
     * @param values the value of each dimension
     * @return the action
     */
    public static Action ofValues(float... values) {
        return new Action(null, values.clone());
    }

    /**
     * Whether this action is made of real numbers.
     *
     * @return true for real numbers, false for choices
     */
    public boolean isContinuous() {
        return values != null;
    }

    /**
     * The number of branches or of dimensions.
     *
     * @return A
     */
    public int size() {
        return values != null ? values.length : choices.length;
    }

    /**
     * The choice of the first branch.
     *
     * @return the choice, counted from 0
     * @throws IllegalStateException if the action is made of real numbers
     */
    public int choice() {
        return choice(0);
    }

    /**
     * The choice of one branch.
     *
     * @param branch the branch, counted from 0
     * @return the choice, counted from 0
     * @throws IllegalStateException if the action is made of real numbers
     */
    public int choice(int branch) {
        if (choices == null) {
            throw new IllegalStateException(
                    "this action has real values, not choices: " + this + "; use value(i)");
        }
        return choices[branch];
    }

    /**
     * The value of one dimension.
     *
     * @param dimension the dimension, counted from 0
     * @return the value
     * @throws IllegalStateException if the action is made of choices
     */
    public float value(int dimension) {
        if (values == null) {
            throw new IllegalStateException(
                    "this action has choices, not real values: " + this + "; use choice(i)");
        }
        return values[dimension];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Action that
                && Arrays.equals(choices, that.choices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(choices) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Action" + (values != null ? Arrays.toString(values) : Arrays.toString(choices));
    }
}
