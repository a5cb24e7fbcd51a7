/// What happened on the line: calls, turns, leads and recordings, kept so that a crash loses
/// nothing.
@NullMarked
package app.kolan.server.ledger;

import org.jspecify.annotations.NullMarked;
