package app.kolan.twilio.twiml;

import app.kolan.twilio.seed.HostileText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Documents of every verb, with hostile texts and with attributes that come and go.
final class RandomTwiml {
  private final Random random;

  private RandomTwiml(Random random) {
    this.random = random;
  }

  static Twiml of(Random random) {
    var made = new RandomTwiml(random);
    var verbs = new ArrayList<Verb>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      verbs.add(made.verb());
    }
    return new Twiml(verbs);
  }

  private Verb verb() {
    return switch (random.nextInt(10)) {
      case 0 ->
          new Verb.RecordCaller(
              maybeText(),
              maybeTime(),
              maybeTime(),
              maybeFlag(),
              maybeFlag(),
              maybeText(),
              maybeText());
      case 1 -> gather();
      case 2 -> new Verb.Connect(maybeText(), stream());
      case 3 -> new Verb.Start(stream());
      case 4 -> new Verb.Stop(HostileText.forXml(random));
      case 5 -> new Verb.Redirect(body());
      case 6 ->
          new Verb.Dial(
              body(),
              maybeText(),
              maybeTime(),
              maybeText(),
              maybeText(),
              maybeText(),
              maybeText() == null
                  ? null
                  : new Verb.DialRecording("record-from-answer-dual", maybeText()),
              random.nextBoolean(),
              random.nextBoolean() ? "il" : null);
      case 7 -> new Verb.Reject(maybeText());
      case 8 -> new Verb.Hangup();
      default -> prompt();
    };
  }

  private Verb.Gather gather() {
    var prompts = new ArrayList<Verb.Prompting>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      prompts.add(prompt());
    }
    return new Verb.Gather(
        maybeText(),
        maybeText(),
        maybeTime(),
        random.nextBoolean() ? random.nextInt(20) : null,
        maybeText(),
        random.nextBoolean() ? "iw-IL" : null,
        prompts);
  }

  private Verb.Prompting prompt() {
    return switch (random.nextInt(3)) {
      case 0 -> new Verb.Play(body(), random.nextInt(3));
      case 1 -> new Verb.Say(body(), maybeText(), maybeText());
      default -> new Verb.Pause(Duration.ofSeconds(random.nextInt(100)));
    };
  }

  private Verb.Stream stream() {
    Map<String, String> parameters = new LinkedHashMap<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      parameters.put(HostileText.forXml(random) + i, HostileText.forXml(random));
    }
    return new Verb.Stream(
        HostileText.forXml(random), maybeText(), maybeText(), maybeText(), parameters);
  }

  /// The text of an element, which is read without the white space around it.
  private String body() {
    return ("x" + HostileText.forXml(random)).strip();
  }

  private @Nullable String maybeText() {
    return random.nextBoolean() ? HostileText.forXml(random) : null;
  }

  private @Nullable Duration maybeTime() {
    return random.nextBoolean() ? Duration.ofSeconds(random.nextInt(15_000)) : null;
  }

  private @Nullable Boolean maybeFlag() {
    return random.nextBoolean() ? Boolean.valueOf(random.nextBoolean()) : null;
  }
}
