/** Many runs of one task: settings times seeds, as many at once as there are processors. */
package io.engram.sweep;
