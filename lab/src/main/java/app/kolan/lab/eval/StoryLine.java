package app.kolan.lab.eval;

import app.kolan.server.business.ExpectedWords;
import java.time.Duration;
import java.util.Map;

/// One line of a story: what the caller does, or what is expected of the agent.
public sealed interface StoryLine {
  /// What was before the call.
  sealed interface Before extends StoryLine {}

  /// The business has written something down for its agent.
  record Knows(String title, String text) implements Before {}

  /// Somebody has called from the caller's number before and left a message.
  ///
  /// @param with what was left, by its names: name, subject
  record EarlierCall(Map<String, String> with) implements Before {
    public EarlierCall {
      with = Map.copyOf(with);
    }

    /// Without the words.
    @Override
    public String toString() {
      return "EarlierCall[" + with.keySet() + "]";
    }
  }

  /// What the caller does.
  sealed interface OfCaller extends StoryLine {}

  /// The caller's number is hidden, from the beginning of the call.
  record HidesNumber() implements OfCaller {}

  /// Says something once the agent is silent.
  record Says(String words, boolean inNoise) implements OfCaller {
    /// Without the words.
    @Override
    public String toString() {
      return "Says[" + words.length() + " letters]";
    }
  }

  /// Says something into the agent's next sentence.
  record Interrupts(Duration after, String words) implements OfCaller {
    /// Without the words.
    @Override
    public String toString() {
      return "Interrupts[" + words.length() + " letters]";
    }
  }

  /// Makes sounds without words.
  record Mumbles(Duration length) implements OfCaller {}

  record IsSilent(Duration length) implements OfCaller {}

  record Presses(String keys) implements OfCaller {
    /// Omits the keys, which may be a phone number.
    @Override
    public String toString() {
      return "Presses[" + keys.length() + " keys]";
    }
  }

  /// @param inTheMiddle of the agent's next sentence, rather than after it
  record HangsUp(boolean inTheMiddle) implements OfCaller {}

  /// What is expected.
  sealed interface Wanted extends StoryLine {}

  /// The agent's answer has these words.
  record Words(ExpectedWords words) implements Wanted {}

  /// The agent's answer has none of these words.
  record NoWords(ExpectedWords words) implements Wanted {}

  /// The agent's answer can be read aloud: no lists, markup, emoji, slashes or brackets.
  record WritesPlainly() implements Wanted {}

  /// The agent's answer is short, and asks one thing at most.
  record IsBrief() implements Wanted {}

  /// A language model, where one judges, finds that this holds of the call.
  record Judged(String criterion) implements Wanted {}

  /// The agent begins to answer within this time: after the caller's last line, or each time if no
  /// caller's line comes before.
  record Within(Duration bound) implements Wanted {}

  /// The caller never waits this long.
  record NeverSilent(Duration bound) implements Wanted {}

  /// @param with parts of arguments, by their names
  record Uses(String tool, Map<String, String> with) implements Wanted {
    public Uses {
      with = Map.copyOf(with);
    }
  }

  record DoesNotUse(String tool) implements Wanted {}

  /// The agent ends the call.
  record CallEnds() implements Wanted {}

  record HandedOver() implements Wanted {}

  /// @param with parts of the lead, by their names: name, subject, number
  record LeadHas(Map<String, String> with) implements Wanted {
    public LeadHas {
      with = Map.copyOf(with);
    }
  }

  record LeadIs(boolean complete) implements Wanted {}

  record NoLead() implements Wanted {}
}
