package app.kolan.server.privacy;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That something must be kept, because a dispute or an authority asks for it: neither retention
/// nor an erasure touches it until the hold is lifted. Exactly one of contact and call is there.
///
/// @param contact a contact, with all calls that are his
/// @param reason in words
/// @param placedBy a user or key
/// @param liftedAt null as long as it holds
public record LegalHold(
    long id,
    long business,
    @Nullable Long contact,
    @Nullable CallSid call,
    String reason,
    Instant placedAt,
    String placedBy,
    @Nullable Instant liftedAt,
    @Nullable String liftedBy) {
  /// Whether it still holds.
  public boolean holds() {
    return liftedAt == null;
  }
}
