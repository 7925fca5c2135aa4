/** What the pictures of environments have in common. */
package io.engram.environments.picture;
