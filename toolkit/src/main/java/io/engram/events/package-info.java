/** TensorBoard event files: numbers by step and wall time, for anyone who watches from outside. */
package io.engram.events;
