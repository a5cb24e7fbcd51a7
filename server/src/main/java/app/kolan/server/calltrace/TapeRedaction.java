package app.kolan.server.calltrace;

import java.util.List;

/// What of a call may stand on its tape. One call each, used by the thread that writes.
public interface TapeRedaction {
  TapeHeader of(TapeHeader header);

  /// What is written for a line: usually one.
  List<TapeLine> of(TapeLine line);

  /// What was held back until now, because the call may be over.
  List<TapeLine> heldBack();
}
