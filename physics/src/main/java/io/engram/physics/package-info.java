/**
 * Box2D 2.3.0 to the last bit, as Gymnasium has it on Linux x86-64: JBox2D 2.2.1.1, whose sources
 * are moved to this package and corrected while building. What is written here replaces or hastens
 * parts of it; {@code corrections.xml} says which. Not for use outside Engram.
 */
package io.engram.physics;
