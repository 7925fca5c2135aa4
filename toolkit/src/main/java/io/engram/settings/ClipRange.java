package io.engram.settings;

/**
 * The range into which normalised numbers are brought.
 *
 * @param low the least, below {@code high}
 * @param high the greatest
 */
public record ClipRange(double low, double high) {}
