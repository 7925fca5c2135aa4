package io.engram.pass;

/**
 * The hidden states of several sequences in a piece of an array. The state of layer i of sequence s
 * begins at {@code from + i · layer + s · sequence}; the layers of a network whose layers differ
 * lie in one row.
 *
 * @param values holds the states
 * @param from where the first one begins
 * @param layer how far it is from one layer to the next
 * @param sequence how far it is from one sequence to the next
 */
public record States(float[] values, int from, int layer, int sequence) {}
