/**
 * Memory Gym (Pleines, Pallasch, Zimmer and Preuss 2023; package memory-gym 1.0.3, MIT): Mortar
 * Mayhem, Mystery Path and Searing Spotlights, finite and endless, equal to the originals in
 * levels, rewards, ends and every pixel.
 */
package io.engram.environments.memorygym;
