/** Every change of files that must outlast a failure. */
package io.engram.disk;
