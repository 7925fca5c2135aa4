/**
 * Collected experience: advantages, sequences, mini-batches. Plain arrays until they are learned
 * from.
 */
package io.engram.rollout;
