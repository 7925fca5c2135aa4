/**
 * The tasks of Gymnasium that are simulated with Box2D: the same seed and actions lead to the same
 * bits as there.
 *
 * <p>Each episode has a world of its own, like the first of a new environment in Gymnasium.
 */
@NullMarked
package io.engram.environments.box2d;

import org.jspecify.annotations.NullMarked;
