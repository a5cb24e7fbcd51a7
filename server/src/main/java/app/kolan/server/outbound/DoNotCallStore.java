package app.kolan.server.outbound;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The numbers that a business does not call. They are kept as hashes, so that they can be looked
/// up and not listed, and so that they stay when the person is erased.
///
/// The contract of [app.kolan.server.store.Stores] holds for durability, threads and errors.
public interface DoNotCallStore {
  /// Why a number is not called.
  enum Source {
    /// The person called said so. It stays for ever.
    PERSON,
    /// Somebody of the business noted it. It can be taken back.
    BUSINESS,
    /// It is in a registry of those who want no advertising.
    REGISTRY
  }

  /// A registry that was read in.
  ///
  /// @param at when numbers of it were last read in
  /// @param numbers how many there are of it
  record Import(Instant at, int numbers, String by) {}

  /// What an import has changed.
  ///
  /// @param removed numbers that were in the registry before, and are not in it any more
  record Imported(int added, int removed) {}

  /// Notes numbers; those that are there already stay as they are.
  void add(long business, List<PhoneNumber> numbers, Source source, String actor, Instant at);

  /// Takes back that somebody of the business noted a number.
  ///
  /// @return whether it was noted
  boolean remove(long business, PhoneNumber number);

  /// Reads numbers of a registry in. Those of earlier imports stay, so that a list can come in
  /// parts.
  Imported addToRegistry(long business, List<PhoneNumber> numbers, String actor, Instant at);

  /// Puts the numbers of a registry in the place of all that were in it.
  Imported replaceRegistry(long business, List<PhoneNumber> numbers, String actor, Instant at);

  /// What was read in of a registry; empty when nothing was.
  Optional<Import> registry(long business);

  /// Why a number is not called; empty when it may be.
  Set<Source> sources(long business, PhoneNumber number);
}
