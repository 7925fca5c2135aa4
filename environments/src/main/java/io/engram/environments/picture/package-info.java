/** What the pictures of environments have in common. */
@NullMarked
package io.engram.environments.picture;

import org.jspecify.annotations.NullMarked;
