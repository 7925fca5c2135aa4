/** Threads that share out small pieces of work. */
@NullMarked
package io.engram.concurrent;

import org.jspecify.annotations.NullMarked;
