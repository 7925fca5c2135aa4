/** Levels of Minigrid, each with the ids under which it is known there. */
@NullMarked
package io.engram.environments.minigrid.levels;

import org.jspecify.annotations.NullMarked;
