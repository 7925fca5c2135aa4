/** The random numbers of NumPy, so that a seed leads to the same episode as in Python. */
package io.engram.environments.random;
