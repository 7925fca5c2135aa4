/**
 * Environments: one alone, many in step, and finding them by name. {@code wrapper} has what goes
 * around one, {@code check} what finds out whether one keeps the rules; both know this package, and
 * it knows neither.
 */
@NullMarked
package io.engram.environment;

import org.jspecify.annotations.NullMarked;
