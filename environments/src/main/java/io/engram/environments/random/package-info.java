/** The random numbers of NumPy, so that a seed leads to the same episode as in Python. */
@NullMarked
package io.engram.environments.random;

import org.jspecify.annotations.NullMarked;
