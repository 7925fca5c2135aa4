/** TensorBoard event files: numbers by step and wall time, for anyone who watches from outside. */
@NullMarked
package io.engram.events;

import org.jspecify.annotations.NullMarked;
