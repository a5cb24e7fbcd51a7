/// The durable record of calls, turns, leads, recordings and tool calls: one port per aggregate,
/// the records that they exchange, and the sounds in a folder. The implementations are in packages
/// below this one.
@NullMarked
package app.kolan.server.store;

import org.jspecify.annotations.NullMarked;
