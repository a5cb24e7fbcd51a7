package app.kolan.server.telephony;

import app.kolan.twilio.webhook.CallSid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which calls of which business were let in, so that one business cannot have more places than its
/// limit says. Whether a call has its place still is asked of [ActiveCalls] when it matters. Not
/// safe to share: [Admission] guards it.
final class BusinessPlaces {
  private static final int FEW = 64;

  private final ActiveCalls calls;
  private final Map<Long, Places> businesses = new HashMap<>();

  private static final class Places {
    private final Set<CallSid> admitted = new HashSet<>();
    private int lookAt = FEW;
  }

  BusinessPlaces(ActiveCalls calls) {
    this.calls = calls;
  }

  /// Whether a business has this many places or more.
  boolean isFull(long business, int most) {
    Places places = businesses.get(business);
    if (places == null || places.admitted.size() < most) {
      return false;
    }
    forgetEnded(places);
    return places.admitted.size() >= most;
  }

  /// A call of the business has a place from now on.
  void add(long business, CallSid call) {
    Places places = businesses.computeIfAbsent(business, _ -> new Places());
    places.admitted.add(call);
    if (places.admitted.size() >= places.lookAt) {
      forgetEnded(places);
      places.lookAt = Math.max(FEW, 2 * places.admitted.size());
    }
  }

  private void forgetEnded(Places places) {
    places.admitted.removeIf(call -> !calls.hasPlace(call));
  }
}
