/** Products of matrices of floats in Java, with the same bits on every processor. */
@NullMarked
package io.engram.matrix;

import org.jspecify.annotations.NullMarked;
