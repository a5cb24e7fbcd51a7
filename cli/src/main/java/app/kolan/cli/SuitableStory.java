package app.kolan.cli;

import app.kolan.simulator.CallMoment;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.switchboard.CallDefaults;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import java.util.List;

/// What a caller does whose story nobody gave: it suits whatever server answers.
///
/// The server's first instructions decide: a conversation, a message, a human, or something else.
/// Its words are its own, so that a greeting of its own, own prompts and a model are as good as the
/// shipped script.
///
/// [#note] and [#story] are called by one thread at a time.
final class SuitableStory {
  private Script story = CallDefaults.anyServersStory();

  SuitableStory() {}

  /// Takes note of what the server said so far.
  void note(CallMoment moment) {
    if (moment instanceof CallMoment.TwimlJudged(_, TwimlReading.Understood(var twiml, _))) {
      story = storyOf(twiml.verbs());
    }
  }

  /// What suits the instructions that were noted last.
  Script story() {
    return story;
  }

  private static Script storyOf(List<Verb> verbs) {
    for (Verb verb : verbs) {
      switch (verb) {
        case Verb.Connect _ -> {
          return DemoStory.shipped("talk");
        }
        case Verb.RecordCaller _ -> {
          return DemoStory.shipped("message");
        }
        case Verb.Dial _ -> {
          return DemoStory.shipped("human");
        }
        default -> {}
      }
    }
    return CallDefaults.anyServersStory();
  }
}
