/** Trained policies at work, to copy and change: see docs/deployment.md. */
package io.engram.examples;
