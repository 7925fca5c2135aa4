/** Levels of Minigrid, each with the ids under which it is known there. */
package io.engram.environments.minigrid.levels;
