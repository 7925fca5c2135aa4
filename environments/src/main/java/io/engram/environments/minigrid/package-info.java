/**
 * A library for worlds of cells that behave as those of Minigrid: a seed and actions lead to the
 * same levels, observations, rewards and pictures, to the byte.
 *
 * <p>{@link io.engram.environments.minigrid.MiniGridEnvironment} is the base of a task. Its level
 * is made from a {@link io.engram.environments.minigrid.Level}, with {@link
 * io.engram.environments.minigrid.WorldObject objects} in a {@link
 * io.engram.environments.minigrid.Grid}, and maybe a {@link
 * io.engram.environments.minigrid.RoomGrid}. The levels of Minigrid that are there already are in
 * {@code io.engram.environments.minigrid.levels}.
 */
@NullMarked
package io.engram.environments.minigrid;

import org.jspecify.annotations.NullMarked;
