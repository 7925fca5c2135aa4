/** What can be seen and what can be done: observation and action spaces and their elements. */
@NullMarked
package io.engram.space;

import org.jspecify.annotations.NullMarked;
