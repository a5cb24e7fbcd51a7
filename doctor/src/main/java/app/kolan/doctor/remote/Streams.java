package app.kolan.doctor.remote;

import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import java.util.List;
import java.util.stream.Stream;

/// The media streams that a document opens.
final class Streams {
  private Streams() {}

  static List<Verb.Stream> of(Twiml twiml) {
    return twiml.verbs().stream().flatMap(Streams::of).toList();
  }

  /// The two-way ones alone.
  static List<Verb.Stream> twoWay(Twiml twiml) {
    return twiml.verbs().stream()
        .filter(Verb.Connect.class::isInstance)
        .flatMap(Streams::of)
        .toList();
  }

  private static Stream<Verb.Stream> of(Verb verb) {
    return switch (verb) {
      case Verb.Connect connect -> Stream.of(connect.stream());
      case Verb.Start start -> Stream.of(start.stream());
      case Verb.Dial _, Verb.Gather _, Verb.Hangup _, Verb.Prompting _, Verb.RecordCaller _ ->
          Stream.of();
      case Verb.Redirect _, Verb.Reject _, Verb.Stop _ -> Stream.of();
    };
  }
}
