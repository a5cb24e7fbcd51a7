/// Floors: minimal baseline servers that do almost nothing with a call, and so show the least cost
/// of the machine and the stack.
///
/// Each is a separate process that takes its port as the first argument, and is called like Kolan:
/// `/health`, the webhook of an incoming call, and the media socket.
@NullMarked
package app.kolan.bench.floor;

import org.jspecify.annotations.NullMarked;
