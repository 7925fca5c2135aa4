/** Many runs of one question, Engram's and those of other systems, in one chart or table. */
@NullMarked
package io.engram.study;

import org.jspecify.annotations.NullMarked;
