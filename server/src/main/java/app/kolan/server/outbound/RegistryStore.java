package app.kolan.server.outbound;

import app.kolan.server.outbound.DoNotCallStore.Imported;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The registries of those who want no advertising that businesses have read in. One that is being
/// read in counts once all of it is there; until then the one before it does.
///
/// The contract of [app.kolan.server.store.Stores] holds for durability, threads and errors.
public interface RegistryStore {
  /// Who reads a registry in and adds nothing for so long is gone.
  Duration TO_LOAD = Duration.ofMinutes(1);

  /// What a registry is to its business.
  enum State {
    /// It is being read in.
    LOADING,
    /// It counts.
    CURRENT,
    /// It counted before, and does again if the current one is taken back.
    PREVIOUS,
    /// It is of no use any more, and its numbers are being deleted.
    GONE
  }

  /// A registry.
  ///
  /// @param file what the file was called; null when it did not come as a file
  /// @param expected how many numbers it has once all of it is there
  /// @param numbers how many are there
  /// @param readAt when numbers of it were last read in
  record Registry(
      long id,
      long business,
      State state,
      @Nullable String file,
      int expected,
      int numbers,
      Instant readAt,
      String by) {}

  /// The registries of a business that are of use, the newest first.
  List<Registry> find(long business);

  /// Begins to read one in.
  ///
  /// @param file what the file is called
  /// @return empty while somebody else reads one in
  Optional<Registry> begin(long business, String file, int expected, String by, Instant at);

  /// Adds numbers to one that is being read in; those that are there already stay.
  ///
  /// @return whether it is still being read in
  boolean load(Registry registry, List<PhoneNumber> numbers, Instant at);

  /// Has one count of which all is there, in the place of the one that counted.
  ///
  /// @return what has changed by that; empty when it is not being read in any more
  Optional<Imported> finish(Registry registry, Instant at);

  /// Has the one before count again, in the place of the current one, which is kept as the one
  /// before. Doing it twice changes nothing.
  ///
  /// @return the one that counts now; empty when there is none before
  Optional<Registry> undo(long business);

  /// Deletes the numbers of those that are of no use any more, in small parts.
  void purge(long business);
}
