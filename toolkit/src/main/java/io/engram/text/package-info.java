/** Helping with words: the known name that is nearest to an unknown one. */
package io.engram.text;
