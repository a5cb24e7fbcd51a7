package app.kolan.server.session;

import app.kolan.server.media.turns.SpeechSegment;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the caller has said and the conversation was not told yet: turns whose words are awaited,
/// and the words that have come. Each turn is written down at once, its words when they come.
///
/// Used by the thread of the call.
final class PendingTurns {
  private final TranscriptWriter notes;
  private final Map<Long, Integer> awaited = new TreeMap<>();
  private StringJoiner words = new StringJoiner(" ");
  private boolean speaking;
  private int last = -1;

  PendingTurns(TranscriptWriter notes) {
    this.notes = notes;
  }

  void speechBegan() {
    speaking = true;
  }

  /// @param about what the caller was asked
  void spoke(long turn, SpeechSegment speech, String about) {
    speaking = false;
    last = notes.callerSaid(about, speech);
    awaited.put(turn, last);
  }

  void understood(long turn, String understood) {
    keep(awaited.remove(turn), understood);
  }

  boolean areWordsAwaited() {
    return !awaited.isEmpty();
  }

  /// Whether there is nothing at all.
  boolean isEmpty() {
    return last < 0 && !speaking;
  }

  /// Whether the caller has said something, and all of it is understood.
  boolean isComplete() {
    return last >= 0 && awaited.isEmpty() && !speaking;
  }

  /// Gives everything to the conversation.
  Heard.Speech take() {
    var taken = new Heard.Speech(words.toString(), last);
    words = new StringJoiner(" ");
    last = -1;
    return taken;
  }

  /// The position of the last turn; -1 when there is none.
  int last() {
    return last;
  }

  private void keep(@Nullable Integer position, String understood) {
    if (position != null && !understood.isBlank()) {
      notes.understood(position, understood.strip());
      words.add(understood.strip());
    }
  }
}
