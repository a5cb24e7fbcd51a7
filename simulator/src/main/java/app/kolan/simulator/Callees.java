package app.kolan.simulator;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Whom the server can have called, by number, and what happened at the other ends of `<Dial>`.
///
/// Any thread may use it.
final class Callees {
  private static final int KEPT = 100;

  private final Map<PhoneNumber, Callee> byNumber = new ConcurrentHashMap<>();
  private final List<DialledLeg> legs = new ArrayList<>();

  void add(PhoneNumber number, Callee callee) {
    byNumber.put(number, callee);
  }

  Optional<Callee> find(PhoneNumber number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  synchronized void over(DialledLeg leg) {
    legs.add(leg);
    if (legs.size() > KEPT) {
      legs.removeFirst();
    }
  }

  synchronized List<DialledLeg> legs() {
    return List.copyOf(legs);
  }
}
