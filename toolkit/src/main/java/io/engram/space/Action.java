package io.engram.space;

import java.util.Arrays;

/**
 * One action: choices, real values, or both. Immutable.
 *
 * <pre>{@code
 * Action.of(1)              // the second choice
 * Action.ofValues(-0.5f)    // a torque
 * Action.of(new int[] {1}, new float[] {-0.5f})
 * }</pre>
 */
public final class Action {
    private static final int[] NO_CHOICES = {};
    private static final float[] NO_VALUES = {};

    private final int[] choices;
    private final float[] values;

    /** One of the arrays may be empty. */
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
        return new Action(choices.clone(), NO_VALUES);
    }

    /**
     * An action of real numbers.
     *
     * @param values the value of each dimension
     * @return the action
     */
    public static Action ofValues(float... values) {
        return new Action(NO_CHOICES, values.clone());
    }

    /**
     * An action of choices and real numbers at once.
     *
     * @param choices the choice of each branch, counted from 0
     * @param values the value of each dimension
     * @return the action
     */
    public static Action of(int[] choices, float[] values) {
        return new Action(choices.clone(), values.clone());
    }

    /**
     * The number of branches.
     *
     * @return 0 if the action is made of real numbers only
     */
    public int choiceCount() {
        return choices.length;
    }

    /**
     * The number of dimensions.
     *
     * @return 0 if the action is made of choices only
     */
    public int valueCount() {
        return values.length;
    }

    /**
     * The number of branches and dimensions.
     *
     * @return A
     */
    public int size() {
        return choices.length + values.length;
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
        if (choices.length == 0) {
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
        if (values.length == 0) {
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
        String choice = choices.length > 0 ? Arrays.toString(choices) : "";
        return "Action" + choice + (values.length > 0 ? Arrays.toString(values) : "");
    }
}
