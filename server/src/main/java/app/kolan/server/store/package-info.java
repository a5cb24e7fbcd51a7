/// The durable record of calls, turns, leads, recordings and tool calls.
@NullMarked
package app.kolan.server.store;

import org.jspecify.annotations.NullMarked;
