package app.kolan.server.store.sql;

import org.jdbi.v3.core.Handle;

/// Work that changes something and is not idempotent by itself. When the answer to its commit was
/// lost, it is run again, and has to find out what the first run left.
@FunctionalInterface
public interface RepeatableWrite<T> {
  /// @param mayBeDone whether an earlier run may be in the database already. The work then returns
  ///   what that run returned, if it is there, and else does what is to be done
  T apply(Handle handle, boolean mayBeDone);
}
