package app.kolan.server.telephony;

import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/// Makes the secrets that let one media stream in: 128 random bits. Thread-safe.
final class Tickets {
  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /// Whether the ticket of a call no longer lets a stream in.
  static boolean isTooOld(LoggedCall call, Instant now) {
    return !call.ticketAt().plus(CallStore.TICKET_LASTS).isAfter(now);
  }

  String fresh() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
