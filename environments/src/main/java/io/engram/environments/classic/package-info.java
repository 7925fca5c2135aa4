/** Classic control: the small physics tasks of Gymnasium. */
@NullMarked
package io.engram.environments.classic;

import org.jspecify.annotations.NullMarked;
