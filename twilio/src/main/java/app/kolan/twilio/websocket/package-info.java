/// The frames of a WebSocket (RFC 6455) and the answer to its handshake, as values without a
/// socket.
@NullMarked
package app.kolan.twilio.websocket;

import org.jspecify.annotations.NullMarked;
