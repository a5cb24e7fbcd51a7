package app.kolan.server.stt;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;

/// Receives the transcripts of a call, one event at a time and in order, on the thread that brings
/// it, which may be that of the line. Must not block.
///
/// Where several providers form a fallback chain, it also learns which one is in use: the
/// transcripts that follow come from the provider that [#asked] named last.
public interface TranscriptionListener extends FallbackListener {
  /// The interim transcript of the current turn, which may still change.
  void interim(String words);

  /// The provider has detected the end of the caller's turn.
  void endpoint();

  /// The final transcript of a turn that has ended. Empty when nothing was recognised.
  void heard(long turn, String words);

  /// The provider has failed; no events follow. It delivers no transcript for the turns that are
  /// still pending.
  void failed(ProviderFailure failure);
}
