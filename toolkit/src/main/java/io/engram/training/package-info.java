/** The training run: collect, learn, write down, save; interrupted and resumed at will. */
@NullMarked
package io.engram.training;

import org.jspecify.annotations.NullMarked;
