package app.kolan.cli;

import app.kolan.simulator.CallMoment;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.switchboard.CallDefaults;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import java.util.List;
import java.util.Optional;

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
    return verbs.stream()
        .flatMap(verb -> nameFor(verb).stream())
        .findFirst()
        .map(DemoStory::shipped)
        .orElseGet(CallDefaults::anyServersStory);
  }

  private static Optional<String> nameFor(Verb verb) {
    return switch (verb) {
      case Verb.Connect _ -> Optional.of("talk");
      case Verb.RecordCaller _ -> Optional.of("message");
      case Verb.Dial _ -> Optional.of("human");
      case Verb.Play _,
          Verb.Say _,
          Verb.Pause _,
          Verb.Gather _,
          Verb.Start _,
          Verb.Stop _,
          Verb.Redirect _,
          Verb.Reject _,
          Verb.Hangup _ ->
          Optional.empty();
    };
  }
}
