package app.kolan.server.outbound;

import app.kolan.server.audit.AuditActor;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A machine is to call one person.
///
/// @param key the same order twice has the same
/// @param name who is called; null when it is not known
/// @param call in which that was agreed that it is about; null for none
/// @param mostAttempts how often it is tried to reach him
/// @param expiresAt when it is given up
public record AnnouncementCall(
    long business,
    String key,
    CallPurpose purpose,
    PhoneNumber number,
    @Nullable String name,
    @Nullable CallSid call,
    Announcement announcement,
    AuditActor by,
    int mostAttempts,
    Instant expiresAt) {
  /// How often a machine usually tries to reach somebody.
  public static final int USUAL_ATTEMPTS = 3;

  /// One that is tried as often as usual.
  public AnnouncementCall(
      long business,
      String key,
      CallPurpose purpose,
      PhoneNumber number,
      @Nullable String name,
      @Nullable CallSid call,
      Announcement announcement,
      AuditActor by,
      Instant expiresAt) {
    this(business, key, purpose, number, name, call, announcement, by, USUAL_ATTEMPTS, expiresAt);
  }

  @Override
  public String toString() {
    return "AnnouncementCall[business=%d, purpose=%s]".formatted(business, purpose);
  }
}
