/// Tapes: the wire traffic of calls in both directions, recorded, redacted and read again.
@NullMarked
package app.kolan.server.calltrace;

import org.jspecify.annotations.NullMarked;
