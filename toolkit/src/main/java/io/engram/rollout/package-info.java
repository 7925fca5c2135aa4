/**
 * Collected experience: advantages, sequences, mini-batches. Plain arrays until they are learned
 * from.
 */
@NullMarked
package io.engram.rollout;

import org.jspecify.annotations.NullMarked;
