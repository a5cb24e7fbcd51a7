package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody was promised, such as to be called back by five. It prints without its words.
///
/// @param call the call in which it was promised; null when there was none
/// @param contact to whom
/// @param number the number to call; null when it is something else that was promised
/// @param words what was promised
/// @param dueAt until when it is to be kept
/// @param remindAt when people are reminded of it; null for not at all
/// @param madeBy who promised: `agent`, or a user or key
/// @param settledAt when it was kept, or found to be broken
/// @param settledBy who kept it; [Contact#BY_KOLAN] for the clock that broke it
/// @param revision counts its changes
public record Promise(
    long id,
    long businessId,
    @Nullable CallSid call,
    @Nullable Long contact,
    @Nullable PhoneNumber number,
    String words,
    Instant dueAt,
    @Nullable Instant remindAt,
    State state,
    Instant madeAt,
    String madeBy,
    @Nullable Instant settledAt,
    @Nullable String settledBy,
    long revision) {
  /// Who promises in a call that an agent leads.
  public static final String BY_AGENT = "agent";

  /// What came of it.
  public enum State {
    OPEN,
    KEPT,
    /// It was not kept in time. It can be kept late.
    BROKEN
  }

  /// A promise to write down.
  ///
  /// @param once a promise that has the same is there already; null for one that is always added
  public record Draft(
      long business,
      @Nullable CallSid call,
      @Nullable Long contact,
      @Nullable PhoneNumber number,
      String words,
      Instant dueAt,
      @Nullable Instant remindAt,
      String madeBy,
      @Nullable String once) {
    @Override
    public String toString() {
      return "Draft[business=%d, call=%s, dueAt=%s]".formatted(business, call, dueAt);
    }
  }

  @Override
  public String toString() {
    return "Promise[id=%d, businessId=%d, call=%s, dueAt=%s, state=%s]"
        .formatted(id, businessId, call, dueAt, state);
  }
}
