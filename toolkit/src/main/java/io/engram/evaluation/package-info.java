/** Trained policies: loaded, tested with fixed seeds, and filmed. */
package io.engram.evaluation;
