/** Runs without a notebook: the commands train, evaluate, film and list of {@code ./lab}. */
@NullMarked
package io.engram.commands;

import org.jspecify.annotations.NullMarked;
