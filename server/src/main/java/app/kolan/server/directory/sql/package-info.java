/// The directory's stores in a database: SQLite's or PostgreSQL's.
@NullMarked
package app.kolan.server.directory.sql;

import org.jspecify.annotations.NullMarked;
