package app.kolan.server.calltrace;

import java.util.List;

/// Decides what of a call may be on its tape. One instance per call, used by the writer thread
/// only.
public interface TapeRedaction {
  TapeHeader of(TapeHeader header);

  /// The lines to write for a line: usually one.
  List<TapeLine> of(TapeLine line);

  /// Returns the lines that were held back, when the call may be over.
  List<TapeLine> heldBack();
}
