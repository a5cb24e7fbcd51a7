package app.kolan.lab.replay;

import app.kolan.server.business.Greeting;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.settings.PublicUrl;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.TwimlReader;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.TwimlWriter;
import app.kolan.twilio.twiml.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The instructions of a response for Twilio, without what differs each time: tickets, the hashes
/// in the names of audio files, and the host.
final class TwimlSummary {
  private static final Pattern FRAME = Pattern.compile("<\\?xml[^>]*\\?>|</?Response/?>|\\n");
  private static final Pattern TICKET =
      Pattern.compile("(<Parameter name=\"ticket\" value=\")[^\"]*\"");
  private static final Pattern HASH = Pattern.compile("\\.[0-9a-f]{16}(\\.mp3)");

  private final PublicUrl base;

  TwimlSummary(PublicUrl base) {
    this.base = base;
  }

  /// One line for each verb; the body itself if it is no TwiML.
  List<String> of(String body) {
    if (body.isEmpty()) {
      return List.of();
    }
    return twiml(body)
        .map(twiml -> twiml.verbs().stream().map(this::line).toList())
        .orElseGet(() -> List.of(body));
  }

  private String line(Verb verb) {
    String xml = FRAME.matcher(TwimlWriter.write(Twiml.of(verb))).replaceAll("").strip();
    String known = xml.replace(base.toString(), "").replace(base.socket(""), "");
    return HASH.matcher(TICKET.matcher(known).replaceAll("$1…\"")).replaceAll("$1");
  }

  /// The last media stream to this path that a body asks for.
  static Optional<Verb.Stream> stream(String body, String path) {
    return twiml(body).stream()
        .flatMap(twiml -> twiml.verbs().stream())
        .flatMap(verb -> streamOf(verb).stream())
        .filter(stream -> stream.url().endsWith(path))
        .reduce((_, last) -> last);
  }

  /// The greeting of the business's own that the server said by a voice of Twilio's; empty when it
  /// played the shipped one, or when the tape does not show how the call began.
  static Optional<Greeting> greeting(Tape tape) {
    return tape.all(TapeLine.Answered.class).stream()
        .findFirst()
        .flatMap(first -> twiml(first.body()))
        .flatMap(twiml -> twiml.verbs().stream().findFirst())
        .filter(Verb.Say.class::isInstance)
        .map(Verb.Say.class::cast)
        .map(TwimlSummary::greeting);
  }

  private static Greeting greeting(Verb.Say said) {
    return new Greeting(
        said.text(),
        Objects.requireNonNullElse(said.voice(), ""),
        Objects.requireNonNullElse(said.language(), ""));
  }

  private static Optional<Verb.Stream> streamOf(Verb verb) {
    return switch (verb) {
      case Verb.Connect connect -> Optional.of(connect.stream());
      case Verb.Start start -> Optional.of(start.stream());
      case Verb.Play _,
          Verb.Say _,
          Verb.Pause _,
          Verb.RecordCaller _,
          Verb.Gather _,
          Verb.Stop _,
          Verb.Redirect _,
          Verb.Dial _,
          Verb.Reject _,
          Verb.Hangup _ ->
          Optional.empty();
    };
  }

  private static Optional<Twiml> twiml(String body) {
    return TwimlReader.read(Twiml.MEDIA_TYPE, body.getBytes(StandardCharsets.UTF_8))
            instanceof TwimlReading.Understood(var twiml, _)
        ? Optional.of(twiml)
        : Optional.empty();
  }
}
