/**
 * The parameters of the four algorithms, and the files they come from: Engram's own, and those of
 * other systems.
 */
package io.engram.settings;
