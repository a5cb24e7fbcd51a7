/// The wires to providers: requests whose answers flow, and sockets, both with time bounds.
@NullMarked
package app.kolan.server.provider.wire;

import org.jspecify.annotations.NullMarked;
