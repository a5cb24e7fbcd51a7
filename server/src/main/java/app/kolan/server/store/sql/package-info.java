/// The stores in a database that speaks SQL, SQLite's or PostgreSQL's: one text for both.
///
/// Each `Sql…Store` says where a transaction begins and ends and whether its caller waits; each
/// `…Table` holds a table's SQL and runs within the transaction that it is given. What only one
/// product needs is behind [SqlDatabase], in a package of its own.
@NullMarked
package app.kolan.server.store.sql;

import org.jspecify.annotations.NullMarked;
