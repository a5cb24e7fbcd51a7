/// The database in one SQLite file, `kolan.db` in the data folder: who may write when, what its
/// errors mean, and a look at it from outside.
@NullMarked
package app.kolan.server.store.sqlite;

import org.jspecify.annotations.NullMarked;
