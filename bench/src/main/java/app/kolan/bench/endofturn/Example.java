package app.kolan.bench.endofturn;

import app.kolan.server.media.endofturn.TurnText;

/// What a caller has said when he falls silent, and whether that was all.
///
/// @param incomplete whether more would come
record Example(TurnText turn, boolean incomplete) {
  /// The same with a full stop, as speech-to-text sets it after a pause.
  Example withStop() {
    return new Example(new TurnText(turn.words() + ".", turn.asked()), incomplete);
  }
}
