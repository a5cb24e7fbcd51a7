package app.kolan.server.session;

import app.kolan.server.media.endofturn.Interjection;
import app.kolan.server.media.turns.SpeechSegment;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/// What the caller has said and the conversation was not told yet: turns whose words are awaited,
/// and the words that have come. Each turn is written down at once, its words when they come.
///
/// An "aha" into a sentence of ours that went on is written down, and is nothing that the
/// conversation is told: it would answer it. One near the sentence's end is an answer to it.
///
/// Used by the thread of the call.
final class PendingTurns {
  /// So long before the end of our sentence the caller did not answer it.
  private static final Duration BEFORE_THE_END = Duration.ofMillis(1500);

  private final TranscriptWriter notes;
  private final Map<Long, Turn> awaited = new TreeMap<>();
  private StringJoiner words = new StringJoiner(" ");
  private boolean speaking;
  private int last = -1;
  private int untold;
  private Duration agentSpokeUntil = Duration.ZERO;

  /// @param position in the transcript
  /// @param to when it ended, from the start of the stream
  private record Turn(int position, Duration to) {}

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
    untold++;
    awaited.put(turn, new Turn(last, speech.to()));
  }

  /// A sentence of ours was said to its end.
  ///
  /// @param at when, from the start of the stream
  void agentSpoke(Duration at) {
    agentSpokeUntil = at;
  }

  void understood(long turn, String understood) {
    Turn of = awaited.remove(turn);
    if (of != null && !understood.isBlank()) {
      notes.understood(of.position(), understood.strip());
      if (isListening(of, understood)) {
        untold--;
        last = untold == 0 ? -1 : last;
      } else {
        words.add(understood.strip());
      }
    }
  }

  /// What the conversation would be told if these were the words of the turn under way.
  String with(String interim) {
    return new StringJoiner(" ").merge(words).add(interim.strip()).toString();
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
    untold = 0;
    return taken;
  }

  /// The position of the last turn; -1 when there is none.
  int last() {
    return last;
  }

  private boolean isListening(Turn turn, String understood) {
    return Interjection.of(understood) == Interjection.BACKCHANNEL
        && turn.to().plus(BEFORE_THE_END).compareTo(agentSpokeUntil) <= 0;
  }
}
