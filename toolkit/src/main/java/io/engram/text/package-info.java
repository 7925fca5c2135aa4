/** Helping with words: the known name that is nearest to an unknown one. */
@NullMarked
package io.engram.text;

import org.jspecify.annotations.NullMarked;
