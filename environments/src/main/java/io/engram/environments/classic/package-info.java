/** Classic control: the small physics tasks of Gymnasium. */
package io.engram.environments.classic;
