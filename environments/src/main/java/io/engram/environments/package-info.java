/** The environments that come with Engram, found by {@code Environments.make(id)}. */
package io.engram.environments;
