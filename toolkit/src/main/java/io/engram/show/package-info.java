/** What can be shown in a notebook, whatever the kernel. */
package io.engram.show;
