package app.kolan.server.audit;

import app.kolan.server.audit.AuditRecord.Head;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of checking the audit log from its first entry to its last.
public sealed interface AuditVerification {
  int PAGE = 500;

  /// The action of an entry that says up to which one entries were removed because of their age:
  /// the subject is that one's sequence number, and the detail has its `hash`.
  String TRIM = "audit.trim";

  /// Every entry is as it was written, and none is missing up to the head.
  record Intact(Head head) implements AuditVerification {}

  /// The log is not what was written.
  ///
  /// @param sequence where: the first entry that is not right, or that is missing
  /// @param reason what is wrong with it, as a sentence
  /// @param verified how many entries before it are right
  record Broken(long sequence, String reason, long verified) implements AuditVerification {}

  /// Checks a log, in pages; entries that are appended meanwhile may be left out.
  ///
  /// Somebody who can write to the database can also compute a whole chain anew, or cut off its end
  /// together with the log's own note of it. Both show only in comparison with a head that was kept
  /// elsewhere.
  ///
  /// @param knownHead the hash of a head that was printed before, which must be in the log; null
  ///   for none
  static AuditVerification of(AuditReader log, @Nullable String knownHead) {
    String sought = knownHead == null ? null : knownHead.strip().toLowerCase(Locale.ROOT);
    Head head = log.head();
    Head anchor = log.anchor();
    Head last = anchor;
    boolean isAnchored = anchor.sequence() == 0;
    boolean found = sought == null || sought.equals(last.hash());
    while (true) {
      List<AuditRecord> page = log.after(last.sequence(), PAGE);
      for (AuditRecord entry : page) {
        String wrong = wrong(last, entry);
        if (wrong != null) {
          return new Broken(last.sequence() + 1, wrong, last.sequence());
        }
        last = new Head(entry.sequence(), entry.hash());
        found |= last.hash().equals(sought);
        isAnchored |= trimsTo(entry.entry(), anchor);
        if (last.sequence() == head.sequence() && !last.hash().equals(head.hash())) {
          return new Broken(
              last.sequence(),
              "it is not the entry that the log's head names",
              last.sequence() - 1);
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    if (!isAnchored) {
      return new Broken(
          anchor.sequence() + 1,
          "the log begins with it, and no entry says that those before it were removed",
          anchor.sequence());
    }
    Head now = log.head();
    if (last.sequence() < head.sequence()) {
      return new Broken(
          last.sequence() + 1,
          "it is missing: the log's head names entry " + head.sequence(),
          last.sequence());
    }
    if (last.sequence() > now.sequence()) {
      return new Broken(now.sequence() + 1, "it was put behind the log's head", now.sequence());
    }
    return found
        ? new Intact(last)
        : new Broken(
            last.sequence() + 1,
            anchor.sequence() == 0
                ? "the head that was kept is not in the log: its end was cut off, or it was written anew"
                : "the head that was kept is not in the log: its end was cut off, it was written anew,"
                    + " or the head is of an entry that was removed because of its age, of which the"
                    + " last is entry "
                    + anchor.sequence(),
            last.sequence());
  }

  /// Whether an entry says that those up to an anchor were removed.
  private static boolean trimsTo(AuditEntry entry, Head anchor) {
    return entry.action().equals(TRIM)
        && entry.subject().equals(Long.toString(anchor.sequence()))
        && AuditDetail.of("hash", anchor.hash()).equals(entry.detail());
  }

  private static @Nullable String wrong(Head last, AuditRecord entry) {
    if (entry.sequence() != last.sequence() + 1) {
      return "it is missing: the next one is entry " + entry.sequence();
    }
    if (!entry.previousHash().equals(last.hash())) {
      return "it does not continue the entry before: one of the two was changed, moved or put in";
    }
    if (!entry.hash().equals(AuditHash.of(entry.sequence(), entry.previousHash(), entry.entry()))) {
      return "it was changed";
    }
    return null;
  }
}
