/** Whether an environment keeps the rules that training relies on. */
@NullMarked
package io.engram.environment.check;

import org.jspecify.annotations.NullMarked;
