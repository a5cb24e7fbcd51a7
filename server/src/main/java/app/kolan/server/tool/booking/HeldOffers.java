package app.kolan.server.tool.booking;

import app.kolan.twilio.webhook.CallSid;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many slots calls were offered. Thread-safe; a call that is forgotten begins anew.
final class HeldOffers {
  private static final int MOST = 10_000;

  private final Map<CallSid, Integer> offers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallSid, Integer> eldest) {
          return size() > MOST;
        }
      };

  /// Counts offers of a call.
  ///
  /// @return how many they are with these
  synchronized int add(CallSid call, int count) {
    return offers.merge(call, count, Integer::sum);
  }

  /// Counts anew.
  synchronized void reset(CallSid call, int count) {
    offers.put(call, count);
  }
}
