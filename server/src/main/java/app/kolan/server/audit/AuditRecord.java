package app.kolan.server.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry of the audit log as it is stored.
///
/// @param sequence counts from 1, without a gap
/// @param previousHash that of the entry before; [#BEGINNING] for the first
/// @param hash [AuditHash#of] all the rest
public record AuditRecord(long sequence, AuditEntry entry, String previousHash, String hash) {
  /// What the first entry has in place of the hash of the one before.
  public static final String BEGINNING = "0".repeat(64);

  /// The newest entry, by which a log is recognised later.
  ///
  /// @param sequence 0 for an empty log
  /// @param hash [#BEGINNING] for an empty log
  public record Head(long sequence, String hash) {}

  /// What is asked of the log. What is null is no condition.
  ///
  /// @param business of which business
  /// @param actor by whom, in full
  /// @param action what, in full, or up to a dot at its end, such as `recording.`
  /// @param from not before this
  /// @param until before this
  /// @param before only older entries than the one of this sequence number; [Long#MAX_VALUE] for
  ///   the newest
  /// @param limit how many at most
  /// @param person what is of the person that was looked at
  public record Query(
      @Nullable Long business,
      @Nullable String actor,
      @Nullable String action,
      @Nullable Instant from,
      @Nullable Instant until,
      long before,
      int limit,
      @Nullable Person person) {
    /// What is asked of the log about anybody.
    public Query(
        @Nullable Long business,
        @Nullable String actor,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant until,
        long before,
        int limit) {
      this(business, actor, action, from, until, before, limit, null);
    }

    /// The newest entries, whatever they are.
    public static Query newest(int limit) {
      return new Query(null, null, null, null, null, Long.MAX_VALUE, limit);
    }
  }

  /// A person, by what entries about him have as their subject.
  ///
  /// @param contacts the identifiers of his contacts
  /// @param calls the SIDs of his calls
  public record Person(List<Long> contacts, List<String> calls) {
    public Person {
      contacts = List.copyOf(contacts);
      calls = List.copyOf(calls);
    }
  }
}
