/** Trained policies: loaded, tested with fixed seeds, and filmed. */
@NullMarked
package io.engram.evaluation;

import org.jspecify.annotations.NullMarked;
