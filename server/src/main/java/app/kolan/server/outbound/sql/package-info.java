/// The outbox of calls in a database.
@NullMarked
package app.kolan.server.outbound.sql;

import org.jspecify.annotations.NullMarked;
