/** What a value must offer to be shown well: the first room, which knows of no other. */
package io.engram.show;
