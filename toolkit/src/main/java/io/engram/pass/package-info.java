/**
 * The pass of a ready-made network that sees vectors, forward and backward, in Java: for acting and
 * for learning, with the same bits on every processor.
 */
@NullMarked
package io.engram.pass;

import org.jspecify.annotations.NullMarked;
