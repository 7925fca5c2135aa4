/** Environments around environments: what is seen, done and rewarded becomes something else. */
@NullMarked
package io.engram.environment.wrapper;

import org.jspecify.annotations.NullMarked;
