package app.kolan.server.telephony;

import app.kolan.server.business.Business;
import app.kolan.server.business.TransferTargets;
import app.kolan.server.business.TransferTargets.Target;
import app.kolan.server.store.HandOver;
import app.kolan.server.store.HandOverStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.PhoneNumber;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/// Notes who is to be asked to take a call.
final class HandOverPlan {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private HandOverPlan() {}

  /// Does nothing where people are not asked, or the number is nobody's.
  ///
  /// @param to the number of the first one
  static void add(
      HandOverStore store,
      LoggedCall call,
      Business business,
      PhoneNumber to,
      String reason,
      Instant at) {
    TransferTargets targets = business.transfers();
    Target first = targets.find(to).orElse(null);
    if (first == null || !business.handsOverWarmly()) {
      return;
    }
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    List<String> there = targets.hunt(first, at).stream().map(Target::label).toList();
    if (there.isEmpty()) {
      store.add(id, call.sid(), business.id(), List.of(first.label()), reason, at);
      var _ = store.advance(id, 0, HandOver.Outcome.AWAY, at);
    } else {
      store.add(id, call.sid(), business.id(), there, reason, at);
    }
  }
}
