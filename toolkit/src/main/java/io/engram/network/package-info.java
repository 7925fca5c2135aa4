/** Networks that remember, the distributions that they give, and their flat parameters. */
package io.engram.network;
