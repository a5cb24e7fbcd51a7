package app.kolan.twilio.twiml;

import java.util.List;

/// A TwiML document: the instructions for a call, in order. After the last one the call ends.
public record Twiml(List<Verb> verbs) {
  /// The media type to answer with.
  public static final String MEDIA_TYPE = "application/xml";

  /// The largest document that Twilio takes, in bytes (11750).
  public static final int LARGEST = 64 * 1024;

  public Twiml {
    verbs = List.copyOf(verbs);
  }

  public static Twiml of(Verb... verbs) {
    return new Twiml(List.of(verbs));
  }
}
