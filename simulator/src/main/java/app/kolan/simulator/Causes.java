package app.kolan.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A failure and what caused it, outermost first.
///
/// The JDK's HTTP client gives the cause of a lost connection bare or inside of another exception,
/// by the moment at which it was lost: a far end that does not speak TLS is an `SSLException`, or
/// an `IOException` about a response that never began, which the `SSLException` caused.
///
/// @param all at least the failure itself
record Causes(List<Throwable> all) {
  /// Pure and total: an exception that is among its own causes is taken once.
  static Causes of(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var causes = new ArrayList<Throwable>();
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      causes.add(cause);
    }
    return new Causes(List.copyOf(causes));
  }

  boolean have(Class<? extends Throwable> kind) {
    return all.stream().anyMatch(kind::isInstance);
  }
}
