/** Whether an environment keeps the rules that training relies on. */
package io.engram.environment.check;
