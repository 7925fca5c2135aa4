/** Saveable random numbers, one stream for each purpose of a run. */
@NullMarked
package io.engram.random;

import org.jspecify.annotations.NullMarked;
