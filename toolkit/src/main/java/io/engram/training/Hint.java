package io.engram.training;

/**
 * Something that looks sick in a run, and where to read about it. It is a rule of thumb, not a
 * verdict.
 *
 * @param text one or two sentences
 * @param page where it is explained: a file of the project, with the place in it
 */
public record Hint(String text, String page) {}
