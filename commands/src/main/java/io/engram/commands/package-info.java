/** Runs without a notebook: the commands train, evaluate, film and list of {@code ./lab}. */
package io.engram.commands;
