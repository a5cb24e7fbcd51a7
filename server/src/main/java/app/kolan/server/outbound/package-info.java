/// Calls that a business places: the outbox of calls, the law in their way, calling back.
@NullMarked
package app.kolan.server.outbound;

import org.jspecify.annotations.NullMarked;
