/// How the doctor speaks HTTP and WebSocket: by hand, so that every byte is sent as it is meant and
/// seen as it came.
@NullMarked
package app.kolan.server.doctor.outside.wire;

import org.jspecify.annotations.NullMarked;
