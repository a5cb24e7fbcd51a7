/// The database that the contracts of stores in SQL are tested on.
@NullMarked
package app.kolan.server.store.sql;

import org.jspecify.annotations.NullMarked;
