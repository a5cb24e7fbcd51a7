package app.kolan.server.call;

import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;

/// What the line, and those who help a story, tell it. All times count from the start of the
/// stream. None prints what was said or pressed.
sealed interface CallEvent {
  /// The caller begins to speak.
  record SpeechBegan(Duration at) implements CallEvent {}

  /// The caller has spoken.
  ///
  /// @param turn counts the caller's turns, from 1
  record Spoke(long turn, Speech speech) implements CallEvent {}

  /// The caller pressed a key.
  record Key(char digit, Duration at) implements CallEvent {
    @Override
    public String toString() {
      return "Key[" + at + "]";
    }
  }

  /// The caller has heard our utterances to their end.
  ///
  /// @param last the number of the last of them
  /// @param heard how much of that one
  record Said(long last, Duration at, Duration heard) implements CallEvent {}

  /// The caller interrupted our utterance, or began to speak before anything of it could be heard.
  ///
  /// @param last the number of the last utterance that was begun; all up to it are over
  /// @param heard how much of the one that was being said
  record CutOff(long last, Duration at, Duration heard) implements CallEvent {}

  /// The caller was silent for as long as the story wanted to wait.
  record Silence(long alarm, Duration at) implements CallEvent {}

  /// Nobody has spoken, neither the caller nor we, for as long as the story asked to be told of.
  record Quiet(long alarm, Duration at) implements CallEvent {}

  /// A recogniser has understood a turn.
  record Understood(long turn, String words) implements CallEvent {
    @Override
    public String toString() {
      return "Understood[" + turn + "]";
    }
  }

  /// The recogniser has failed.
  ///
  /// @param which counts the recognisers of the call, from 1
  record RecogniserFailed(int which, ProviderFailure failure) implements CallEvent {}

  /// Nothing more is added to an answer.
  ///
  /// @param which counts the answers of the call, from 1
  record Answered(long which) implements CallEvent {}

  /// A helper of the story wants something done on the story's thread.
  record Errand(Runnable errand) implements CallEvent {}
}
