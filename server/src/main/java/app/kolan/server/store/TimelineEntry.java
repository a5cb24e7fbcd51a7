package app.kolan.server.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened around a lead or a contact. It prints without its detail.
///
/// @param actor who did it, such as `user:7`; [Contact#BY_KOLAN] for what nobody asked for
/// @param detail more about it, a JSON object whose members depend on the kind
public record TimelineEntry(long id, Kind kind, Instant at, String actor, String detail) {
  /// What can happen.
  public enum Kind {
    /// A call: `call`, `caller`, `outcome`.
    CALL,
    /// A message was left: `recording`, `length` in milliseconds, `words` when they are known.
    MESSAGE,
    /// Somebody wrote a note: `text`.
    NOTE,
    /// Something was changed: `changes`, each with `field`, `before` and `after`.
    CHANGE,
    /// Contacts were merged, or a merging was taken back: `kept`, `merged`, `undone`.
    MERGE,
    /// A promise was made, kept or broken: `promise`, `state`.
    PROMISE,
    /// An appointment was booked, moved, cancelled, or nobody came: `appointment`, `action`,
    /// `title`, `startsAt`, and `before` of one that was moved.
    APPOINTMENT,
    /// Somebody was called: `order`, `purpose`, `result`, `seconds` that the two have talked, and
    /// `problem` or `recording`, where there is one.
    OUTGOING_CALL,
    /// An alert was sent: what the alert says of itself.
    ALERT,
    /// The call was summarised: `summary`, `subject`, `madeBy`.
    SUMMARY
  }

  /// An entry to add.
  ///
  /// @param once an entry that has the same is there already; null for one that is always added
  public record Draft(Kind kind, Instant at, String actor, @Nullable String once, String detail) {}

  /// Whether it is a note with this text.
  public boolean says(String text) {
    return kind == Kind.NOTE && detail.equals(noteOf(text));
  }

  /// The detail of a note.
  public static String noteOf(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text).toString();
  }

  @Override
  public String toString() {
    return "TimelineEntry[id=%d, kind=%s, at=%s, actor=%s]".formatted(id, kind, at, actor);
  }
}
