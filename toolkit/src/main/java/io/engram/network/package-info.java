/** Networks that remember, the distributions that they give, and their flat parameters. */
@NullMarked
package io.engram.network;

import org.jspecify.annotations.NullMarked;
