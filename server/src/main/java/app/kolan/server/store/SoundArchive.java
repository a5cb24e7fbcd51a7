package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// Where the sounds of calls are kept for all servers, behind the data folder of the one that
/// recorded them. A sound has the name that the rows have for it, such as `audio/CA…/turn-001.wav`.
///
/// Every method blocks for the network, for a bounded time, and throws [StoreException] when the
/// store cannot be reached or refuses. Doing it again is safe. Any thread may use it.
public interface SoundArchive extends AutoCloseable {
  /// A sound that is kept.
  ///
  /// @param name as rows have it
  record Kept(String name, long bytes) {}

  /// Keeps a file, in place of one of the same name; returns once the store is known to have each
  /// byte of it.
  ///
  /// @throws StoreException also when the file cannot be read
  void put(String name, Path file);

  /// Brings a sound into a file that is there whole or not at all.
  ///
  /// @return false when there is none of that name
  /// @throws StoreException also when the file cannot be written
  boolean fetch(String name, Path to);

  /// The sounds of a call.
  List<Kept> of(CallSid call);

  /// Deletes sounds; those that are gone are none.
  void delete(Collection<String> names);

  /// Writes, reads and deletes an object of its own, to see whether all of it works.
  void check();

  /// Ends what is under way.
  @Override
  void close();
}
