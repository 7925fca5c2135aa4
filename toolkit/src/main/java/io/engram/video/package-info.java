/** Films from pictures: MP4 and GIF files, shown in a page or as a strip of stills. */
@NullMarked
package io.engram.video;

import org.jspecify.annotations.NullMarked;
