/**
 * Environments of Python's Gymnasium as Engram's own: {@link
 * io.engram.gymnasium.PythonEnvironments}.
 */
@NullMarked
package io.engram.gymnasium;

import org.jspecify.annotations.NullMarked;
