package app.kolan.server.eval;

import java.util.concurrent.TimeoutException;

/// Where stories are played: a server, and a carrier that calls it.
public interface Stage {
  /// Lets a caller call, and waits until the call is over. From any thread.
  ///
  /// @throws TimeoutException when the call does not end
  HeardCall call(CallersPart caller) throws InterruptedException, TimeoutException;
}
