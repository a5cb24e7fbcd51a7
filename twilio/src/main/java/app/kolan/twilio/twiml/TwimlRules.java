package app.kolan.twilio.twiml;

/// Assumptions about Twilio where its documentation leaves its behaviour open.
///
/// @param chirpSpeaksHebrew whether a `<Say>` takes the voices `Google.he-IL-Chirp3-HD-…`, which
///   its table of voices does not have
public record TwimlRules(boolean chirpSpeaksHebrew) {
  /// As documented.
  public static final TwimlRules DOCUMENTED = new TwimlRules(false);
}
