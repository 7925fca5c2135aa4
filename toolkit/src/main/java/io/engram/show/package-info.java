/** What can be shown in a notebook, whatever the kernel. */
@NullMarked
package io.engram.show;

import org.jspecify.annotations.NullMarked;
