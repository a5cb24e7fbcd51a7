package app.kolan.lab.eval;

import java.util.concurrent.TimeoutException;

/// Where stories are played: a server, and a carrier that calls it.
public interface CallRunner {
  /// Makes a call, and waits until it is over. Callable from any thread.
  ///
  /// @throws TimeoutException when the call does not end
  HeardCall call(StoryScript caller) throws InterruptedException, TimeoutException;
}
