/// The outbox of alerts, in SQL.
@NullMarked
package app.kolan.server.notify.sql;

import org.jspecify.annotations.NullMarked;
