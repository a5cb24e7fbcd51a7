package app.kolan.server.session;

import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;

/// What the line, and those who help a conversation, tell it. All times count from the start of the
/// stream. None prints what was said or pressed.
sealed interface SessionEvent {
  /// The caller begins to speak.
  record SpeechBegan(Duration at) implements SessionEvent {}

  /// The caller's turn is likely over: an answer can be prepared.
  ///
  /// @param words of the turn so far
  record LikelyEnded(String words) implements SessionEvent {
    @Override
    public String toString() {
      return "LikelyEnded";
    }
  }

  /// The caller has spoken.
  ///
  /// @param turn counts the caller's turns, from 1
  record Spoke(long turn, SpeechSegment speech) implements SessionEvent {}

  /// The caller pressed a key.
  record Key(char digit, Duration at) implements SessionEvent {
    @Override
    public String toString() {
      return "Key[" + at + "]";
    }
  }

  /// The caller has heard our utterances to their end.
  ///
  /// @param last the number of the last of them
  /// @param heard how much of that one
  record Said(long last, Duration at, Duration heard) implements SessionEvent {}

  /// The caller interrupted our utterance, or began to speak before anything of it could be heard.
  ///
  /// @param last the number of the last utterance that was begun; all up to it are over
  /// @param heard how much of the one that was being said
  record CutOff(long last, Duration at, Duration heard) implements SessionEvent {}

  /// The caller was silent for as long as the conversation wanted to wait.
  record Silence(long timer, Duration at) implements SessionEvent {}

  /// Nobody has spoken, neither the caller nor we, for as long as the conversation asked to be told
  /// of.
  record Quiet(long timer, Duration at) implements SessionEvent {}

  /// An STT provider has understood a turn.
  record Understood(long turn, String words) implements SessionEvent {
    @Override
    public String toString() {
      return "Understood[" + turn + "]";
    }
  }

  /// The STT provider has failed, and there is none in its place: no words come any more.
  record SpeechToTextFailed(ProviderFailure failure) implements SessionEvent {}

  /// The business directs the call.
  record Directed(CallDirection direction) implements SessionEvent {}

  /// An agent has posted something to itself; [AgentEvents#take] has it.
  record Posted(AgentEvents<?> to) implements SessionEvent {}
}
