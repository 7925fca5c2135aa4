/**
 * Memory Gym (Pleines, Pallasch, Zimmer and Preuss 2023; package memory-gym 1.0.3, MIT): Mortar
 * Mayhem, Mystery Path and Searing Spotlights, finite and endless, equal to the originals in
 * levels, rewards, ends and every pixel.
 *
 * <p>What differs: a picture has its channels first, then rows from the top and columns from the
 * left. An episode depends on its seed alone, also in an object that played others before. Scales
 * are bounded to those at which rims are at most one pixel wide. Options on which the original
 * fails work: {@code useExit} and {@code showLastAction} switched off, and {@code numCoins} of 0. A
 * picture for a viewer always shows the command that the agent sees.
 */
@NullMarked
package io.engram.environments.memorygym;

import org.jspecify.annotations.NullMarked;
