/** Many runs of one question, Engram's and those of other systems, in one chart or table. */
package io.engram.study;
