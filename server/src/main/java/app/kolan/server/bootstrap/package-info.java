/// Starts, wires and stops the server.
@NullMarked
package app.kolan.server.bootstrap;

import org.jspecify.annotations.NullMarked;
