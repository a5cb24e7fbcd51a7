/// Tapes: what went over the wire of a call in both directions, recorded and read again.
@NullMarked
package app.kolan.server.tape;

import org.jspecify.annotations.NullMarked;
