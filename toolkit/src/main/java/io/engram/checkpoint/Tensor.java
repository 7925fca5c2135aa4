package io.engram.checkpoint;

/**
 * A named array of floats, outside the engine.
 *
 * @param name its name
 * @param shape the lengths of its axes
 * @param values the elements in row-major order
 */
record Tensor(String name, long[] shape, float[] values) {}
