/** What can be seen and what can be done: observation and action spaces and their elements. */
package io.engram.space;
