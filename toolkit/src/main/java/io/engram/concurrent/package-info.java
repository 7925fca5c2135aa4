/** Threads that share out small pieces of work. */
package io.engram.concurrent;
