package app.kolan.simulator.script;

import java.time.Duration;

/// One line of a script: something that the caller does, or something that he waits for.
public sealed interface Step {
  /// Whether the end of the call settles it: a wait is over then, and what follows it in the script
  /// says whether the call ended too early.
  default boolean endsWithTheCall() {
    return this instanceof HangsUp
        || this instanceof Waits
        || this instanceof WaitsForSilence
        || this instanceof CallEnds
        || this instanceof AgentStops;
  }

  /// What the caller does himself. It begins when his last sound is over.
  sealed interface OfCaller extends Step {}

  /// What the caller expects of the other side, within a bound.
  sealed interface Expectation extends Step {}

  /// What a caller can say.
  sealed interface Sound {
    /// A clip of [Sounds#callerClips].
    record Clip(String name) implements Sound {}

    /// A text without a recording: speech-like sound of this length represents it.
    record Words(String text, Duration length) implements Sound {
      /// Shows the length alone: a caller's words are his own.
      @Override
      public String toString() {
        return "Words[" + length.toMillis() + " ms]";
      }
    }
  }

  /// Says something, to its end.
  record Says(Sound sound) implements OfCaller {}

  /// Says nothing for a while.
  record Waits(Duration length) implements OfCaller {}

  /// Waits until the agent spoke and then was silent for this long. What was over before the
  /// caller's last sound was over does not count.
  record WaitsForSilence(Duration length) implements OfCaller {}

  /// Begins to speak once the agent has been speaking for a while. The next line follows at once,
  /// so that it can watch the agent while the caller goes on speaking.
  record Interrupts(Duration after, Sound sound) implements OfCaller {}

  /// Presses keys, one each 200 ms.
  record Presses(String keys) implements OfCaller {
    /// Shows how many keys there are: they may be somebody's number.
    @Override
    public String toString() {
      return "Presses[" + keys.length() + " keys]";
    }
  }

  record HangsUp() implements OfCaller {}

  /// The agent begins a known prompt, within a bound from the end of the caller's last sound or
  /// key.
  record AgentSays(String prompt, Duration within) implements Expectation {}

  /// The agent begins to say anything, within a bound from the end of the caller's last sound or
  /// key.
  record AgentSpeaks(Duration within) implements Expectation {}

  /// The agent falls silent, within a bound from the start of the caller's last sound.
  record AgentStops(Duration within) implements Expectation {}

  /// The agent begins to say nothing for a while.
  record AgentSaysNothing(Duration length) implements Expectation {}

  /// The other side ends the call.
  record CallEnds(Duration within) implements Expectation {}
}
