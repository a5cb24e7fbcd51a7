/// The stores in SQLite: their contracts, and their own behaviour under haste, damage and kill -9.
@NullMarked
package app.kolan.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
