/** Every change of files that must outlast a failure. */
@NullMarked
package io.engram.disk;

import org.jspecify.annotations.NullMarked;
