/// The whole server, wired by hand.
@NullMarked
package app.kolan.server.wiring;

import org.jspecify.annotations.NullMarked;
