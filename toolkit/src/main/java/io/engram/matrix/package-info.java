/** Products of matrices of floats in Java, with the same bits on every processor. */
package io.engram.matrix;
