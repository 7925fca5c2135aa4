/** Saveable random numbers, one stream for each purpose of a run. */
package io.engram.random;
