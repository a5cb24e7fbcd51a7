/// HTTP and WebSocket connections to providers, with time bounds.
@NullMarked
package app.kolan.server.provider.wire;

import org.jspecify.annotations.NullMarked;
