/// Servers that do next to nothing with a call: what the machine and the stack cost at the least.
///
/// Each is a process of its own, told its port as the first argument, and is called as Kolan is:
/// `/health`, the webhook of an incoming call, and the media socket.
@NullMarked
package app.kolan.bench.floor;

import org.jspecify.annotations.NullMarked;
