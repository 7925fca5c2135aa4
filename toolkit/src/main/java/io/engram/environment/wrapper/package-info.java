/** Environments around environments: what is seen, done and rewarded becomes something else. */
package io.engram.environment.wrapper;
