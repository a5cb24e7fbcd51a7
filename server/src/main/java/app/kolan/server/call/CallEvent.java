package app.kolan.server.call;

import java.time.Duration;

/// What the line tells the story of a call. All times count from the start of the stream.
sealed interface CallEvent {
  /// The caller begins to speak.
  record SpeechBegan(Duration at) implements CallEvent {}

  /// The caller has spoken.
  record Spoke(Speech speech) implements CallEvent {}

  /// The caller pressed a key.
  record Key(char digit, Duration at) implements CallEvent {
    @Override
    public String toString() {
      return "Key[" + at + "]";
    }
  }

  /// The caller has heard our utterance to its end.
  record Said(Duration at, Duration heard) implements CallEvent {}

  /// The caller interrupted our utterance.
  record CutOff(Duration at, Duration heard) implements CallEvent {}

  /// The caller was silent for as long as the story wanted to wait.
  record Silence(long alarm, Duration at) implements CallEvent {}
}
