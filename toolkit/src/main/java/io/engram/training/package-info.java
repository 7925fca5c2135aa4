/** Training runs, and how their progress is told to whoever watches. */
package io.engram.training;
