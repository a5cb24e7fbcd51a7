/// The sound of a whole call as one file: the caller on the left, the receptionist on the right.
@NullMarked
package app.kolan.server.callsound;

import org.jspecify.annotations.NullMarked;
