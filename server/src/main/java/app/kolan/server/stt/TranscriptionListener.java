package app.kolan.server.stt;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;

/// Is told what a recogniser makes of a call, on a thread of the recogniser's. Does not block.
///
/// Where several recognisers stand in for each other, it also learns who listens: what [#asked]
/// names last has heard what is told after it.
public interface TranscriptionListener extends FallbackListener {
  /// The words of the turn so far, which may still change.
  void interim(String words);

  /// The recogniser itself takes the caller's turn to be over.
  void endpoint();

  /// The words of a turn that has ended, for good. Empty when nothing was understood.
  void heard(long turn, String words);

  /// The recogniser has failed; nothing more comes from it. Turns that were not told are lost to
  /// it.
  void failed(ProviderFailure failure);
}
