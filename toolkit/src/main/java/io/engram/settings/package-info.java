/**
 * The parameters of the four algorithms, and the files they come from: Engram's own, and those of
 * other systems.
 */
@NullMarked
package io.engram.settings;

import org.jspecify.annotations.NullMarked;
