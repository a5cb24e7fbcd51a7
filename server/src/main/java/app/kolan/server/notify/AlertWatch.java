package app.kolan.server.notify;

import java.time.Instant;

/// Looks from time to time, and after calls, whether there is something to tell that is in no call.
/// It is asked on the thread of [Alerts], and may block for the stores.
@FunctionalInterface
public interface AlertWatch {
  /// Raises what there is; the causes see to it that nothing is sent twice.
  ///
  /// @throws app.kolan.server.store.StoreException when the store fails; it is asked again
  void look(Instant now, Alerts alerts);
}
