/** Many runs of one task: settings times seeds, as many at once as there are processors. */
@NullMarked
package io.engram.sweep;

import org.jspecify.annotations.NullMarked;
