package app.kolan.simulator;

import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Whom the server can have called, by number, and what happened at the other ends of `<Dial>`.
///
/// Any thread may use it.
final class Callees {
  private static final int KEPT = 100;

  private final Map<PhoneNumber, Callee> byNumber = new ConcurrentHashMap<>();
  private final List<DialledLeg> legs = new ArrayList<>();
  private volatile @Nullable Callee anybodyDialled;

  void add(PhoneNumber number, Callee callee) {
    byNumber.put(number, callee);
  }

  Optional<Callee> find(PhoneNumber number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /// Who answers a `<Dial>` to a number that nobody was set for.
  void dialled(Callee callee) {
    anybodyDialled = callee;
  }

  /// Who answers a `<Dial>`.
  Optional<Callee> findDialled(PhoneNumber number) {
    return find(number).or(() -> Optional.ofNullable(anybodyDialled));
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
