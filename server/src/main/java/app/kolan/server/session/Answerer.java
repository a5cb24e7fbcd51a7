package app.kolan.server.session;

import app.kolan.server.media.playout.Utterance;
import app.kolan.server.provider.ProviderFailure;

/// Makes an answer, on a thread of its own.
public interface Answerer {
  /// Adds the sound of an answer to an utterance.
  ///
  /// @throws InterruptedException promptly, when the thread is interrupted: the caller has cut the
  ///   answer off, or is gone
  void answer(Utterance utterance) throws ProviderFailure, InterruptedException;
}
