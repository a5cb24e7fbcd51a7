package app.kolan.server.store;

import java.util.Optional;

/// Writes on the disk of this server, in their order, which wait for the database. Every method
/// blocks for the disk and throws [StoreException] when that fails. Any thread may use it.
public interface WriteSpool extends AutoCloseable {
  /// One that waits.
  record Waiting(long number, CallWrite write) {}

  /// Adds a write; returns when it is on the disk.
  void append(CallWrite write);

  /// The oldest.
  Optional<Waiting> first();

  /// Forgets one that was written. A crash before that has it written again.
  void remove(Waiting written);

  /// How many wait. Does not block.
  int size();

  @Override
  void close();
}
