/// The stores in one SQLite file, `kolan.db` in the data folder.
///
/// Each `Sqlite…Store` says where a transaction begins and ends and whether its caller waits; each
/// `…Table` holds a table's SQL and runs within the transaction that it is given. What only SQLite
/// needs is in `SqliteDatabase`, `GroupCommitWriter`, `SqliteFailures` and `Schema`.
@NullMarked
package app.kolan.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
