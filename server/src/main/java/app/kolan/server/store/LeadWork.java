package app.kolan.server.store;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is done with a lead.
///
/// @param reason why it is no lead; null unless it is not
/// @param contact whose lead it is; null as long as that is unknown
/// @param assignee the user who works on it
/// @param dueAt until when
/// @param fields the business's own fields, by their names: texts, numbers and dates as they are
///   written in JSON, choices by their words
/// @param revision counts its changes but the one by which Kolan links a contact after the call:
///   who decided from what was there before decided from the same; 0 for a lead that is just made
public record LeadWork(
    State state,
    @Nullable NoLead reason,
    @Nullable Long contact,
    @Nullable Long assignee,
    Priority priority,
    @Nullable Instant dueAt,
    Map<String, String> fields,
    long revision,
    @Nullable Instant changedAt) {
  /// How far it is.
  public enum State {
    NEW,
    IN_WORK,
    WAITING,
    WON,
    LOST,
    NOT_A_LEAD
  }

  /// Why something is no lead.
  public enum NoLead {
    /// The caller wanted somebody else.
    WRONG_NUMBER,
    /// The caller sells, or is a machine; later calls from the number make no contact, either.
    SPAM,
    OTHER;

    /// Whether such a caller is no contact.
    public boolean isNobody() {
      return this != OTHER;
    }
  }

  /// How urgent it is.
  public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
  }

  /// A lead that nobody has looked at.
  public static final LeadWork NEW =
      new LeadWork(State.NEW, null, null, null, Priority.NORMAL, null, Map.of(), 0, null);

  public LeadWork {
    if ((reason != null) != (state == State.NOT_A_LEAD)) {
      throw new IllegalArgumentException("a reason belongs to what is no lead, and to that alone");
    }
    fields = java.util.Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  @Override
  public String toString() {
    return "LeadWork[state=%s, contact=%s, assignee=%s, revision=%d]"
        .formatted(state, contact, assignee, revision);
  }
}
