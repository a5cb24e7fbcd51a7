package app.kolan.server.privacy;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An erasure that somebody asked for, and how far it has come.
///
/// @param contact whose contact; stays known after the erasure, since it names nobody then
/// @param number his number; null for none, and once the rows are gone
/// @param call likewise
/// @param callsFound how many calls there were
/// @param erased what has gone so far
/// @param problem why it does not go on; null when nothing is in the way
public record ErasureRequest(
    long id,
    long business,
    Kind kind,
    @Nullable Long contact,
    @Nullable PhoneNumber number,
    @Nullable CallSid call,
    State state,
    int callsFound,
    Erased erased,
    @Nullable String problem,
    Instant requestedAt,
    String requestedBy,
    Instant changedAt,
    @Nullable Instant finishedAt) {
  /// By what it was asked for.
  public enum Kind {
    CONTACT,
    NUMBER,
    CALL
  }

  /// How far it is.
  public enum State {
    WAITING,
    /// Calls and contacts are being deleted.
    DELETING,
    /// All rows and files are gone; the database is written anew, so that its files keep nothing of
    /// them.
    REWRITING,
    DONE,
    /// It was given up; what is left is as it was.
    FAILED
  }

  /// What is to be erased.
  public ErasureScope scope() {
    return switch (kind) {
      case CONTACT -> new ErasureScope.OfContact(business, contact == null ? 0 : contact);
      case NUMBER ->
          new ErasureScope.OfNumber(business, number == null ? new PhoneNumber("") : number);
      case CALL ->
          new ErasureScope.OfCall(
              business, call == null ? new CallSid("CA" + "0".repeat(32)) : call);
    };
  }

  @Override
  public String toString() {
    return "ErasureRequest[id=%d, business=%d, kind=%s, state=%s]"
        .formatted(id, business, kind, state);
  }
}
