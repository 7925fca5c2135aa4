/** Environments: one alone, many in step, wrappers around them, and finding them by name. */
package io.engram.environment;
