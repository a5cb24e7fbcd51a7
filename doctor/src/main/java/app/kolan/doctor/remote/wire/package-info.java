/// HTTP and WebSocket by hand, so that every byte is sent as intended and seen as it arrived.
@NullMarked
package app.kolan.doctor.remote.wire;

import org.jspecify.annotations.NullMarked;
