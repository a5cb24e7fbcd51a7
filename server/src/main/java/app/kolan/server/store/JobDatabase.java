package app.kolan.server.store;

import javax.sql.DataSource;

/// The one place where a store's database is seen as a database: db-scheduler keeps its table in
/// it, so that a job and the row that asks for it are in one backup.
///
/// Only `jobs` uses it. Its transactions are its own; no store's operation is part of them.
public interface JobDatabase {
  /// Connections to the database, pooled; closed with the stores. Any thread may take one.
  DataSource connections();

  /// Does this once the database can be used: at once, mostly, and on a thread of the database's
  /// when a server has started before it.
  void whenOpen(Runnable task);

  /// Whether the jobs of other servers may be in it.
  boolean isShared();
}
