/// HTTP and WebSocket connections to providers, with timeouts.
@NullMarked
package app.kolan.server.provider.wire;

import org.jspecify.annotations.NullMarked;
